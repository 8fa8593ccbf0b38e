/** What is kept of an evaluation, so that a closed tab costs nothing; parsed once where it comes back from the disk. */
import * as z from 'zod/mini';
import type { Contender, EvaluationRow } from '@/core/evaluation/types';
import { CURVE_POINTS } from '@/core/metrics/thresholdCurve';

z.config({ jitless: true }); // the page's policy forbids code from text

/** Raised with every change that an older page could not read. */
export const EVALUATION_VERSION = 1;

const VALUES_A_POINT = 4;
const count = z.int().check(z.nonnegative());
const positive = z.int().check(z.positive());
const share = z.number().check(z.gte(0), z.lte(1));
const id = z.enum(['main', 'rival', 'otsu']);

const contender = z.discriminatedUnion('kind', [
  z.readonly(
    z.object({ kind: z.literal('network'), id, modelId: z.string(), threshold: z.nullable(share) }),
  ),
  z.readonly(z.object({ kind: z.literal('masks'), id })),
  z.readonly(z.object({ kind: z.literal('otsu'), id })),
]) satisfies z.ZodMiniType<Contender>;

const described = z.readonly(
  z.object({
    id,
    name: z.string(),
    sha256: z.string(),
    mask: z.nullable(
      z.readonly(
        z.object({
          threshold: share,
          keep: z.enum(['all', 'largest', 'central']),
          fillHoles: z.boolean(),
        }),
      ),
    ),
  }),
);

const strings = z.readonly(z.array(z.string()));

const runRecord = z.readonly(
  z.object({
    version: z.literal(EVALUATION_VERSION),
    runId: z.string(),
    /** What the user gave, in a word. */
    folder: z.string(),
    /** Of all pairs: names, sizes and times. */
    fingerprint: z.string(),
    pairs: count,
    rule: z.readonly(z.object({ endings: strings, folders: strings })),
    choices: z.readonly(
      z.object({
        main: z.enum(['network', 'masks']),
        threshold: z.nullable(share),
        rival: z.enum(['none', 'threshold', 'model', 'masks']),
        rivalThreshold: share,
        rivalModelId: z.nullable(z.string()),
        isTruthResized: z.boolean(),
      }),
    ),
    contenders: z.readonly(z.array(contender)),
    described: z.readonly(z.array(described)),
  }),
);

const outcome = z.discriminatedUnion('kind', [
  z.readonly(
    z.object({
      kind: z.literal('scored'),
      counts: z.readonly(
        z.object({
          truePositive: count,
          falsePositive: count,
          falseNegative: count,
          trueNegative: count,
        }),
      ),
      boundary: z.discriminatedUnion('kind', [
        z.readonly(
          z.object({
            kind: z.literal('measured'),
            hausdorff95Px: z.number(),
            meanSurfacePx: z.number(),
          }),
        ),
        z.readonly(
          z.object({ kind: z.literal('undefined'), empty: z.enum(['mask', 'truth', 'both']) }),
        ),
      ]),
    }),
  ),
  z.readonly(z.object({ kind: z.literal('segmented'), lesionPx: count, totalPx: count })),
  z.readonly(
    z.object({
      kind: z.literal('failed'),
      failure: z.readonly(z.object({ code: z.string(), detail: z.string() })),
    }),
  ),
]);

const rowRecord = z.object({
  version: z.literal(EVALUATION_VERSION),
  id: z.string(),
  outcomes: z.object({
    main: z.exactOptional(outcome),
    rival: z.exactOptional(outcome),
    otsu: z.exactOptional(outcome),
  }),
  size: z.nullable(z.readonly(z.object({ width: positive, height: positive }))),
  truthBorder: z.exactOptional(z.enum(['smooth', 'ragged'])),
  sweep: z.nullable(
    z.custom<Float32Array>(
      (value) => value instanceof Float32Array && value.length === CURVE_POINTS * VALUES_A_POINT,
    ),
  ),
  mask: z.nullable(z.custom<Blob>((value) => value instanceof Blob)),
});

export type RunRecord = z.infer<typeof runRecord>;
export type KeptRow = EvaluationRow & { readonly mask: Blob | null };

/** Null where `value` is no record of this version. */
export function parseRunRecord(value: unknown): RunRecord | null {
  return runRecord.safeParse(value).data ?? null;
}

export function parseRowRecord(value: unknown): KeptRow | null {
  const parsed = rowRecord.safeParse(value).data;
  return parsed === undefined ? null : (parsed as KeptRow); // a failure's code may be of another version: only shown
}
