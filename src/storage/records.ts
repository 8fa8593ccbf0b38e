/**
 * What is kept of a case between visits, as plain records. What comes back from the disk is parsed here, once: an older
 * page, another program or a fault may have written it. Files and the network's answers lie beside the records.
 */
import * as z from 'zod/mini';
import type { Stroke } from '@/core/editing/types';
import type { MaskSettings } from '@/core/mask/types';
import type { PictureScale } from '@/core/measure/scale';
import type { Scores } from '@/core/metrics/types';
import type { Fit, ProbabilityMap, Size } from '@/core/raster/types';

// The page's policy forbids code from text, which zod would otherwise try.
z.config({ jitless: true });

/** Raised with every change that an older page could not read. */
export const RECORD_VERSION = 1;
/** Of a picture that is still to be opened: a page that knows the first version only leaves such a record alone. */
export const UNOPENED_VERSION = 2;

const version = z.literal(RECORD_VERSION);
const count = z.int().check(z.nonnegative());
const positive = z.int().check(z.positive());
const share = z.number().check(z.gte(0), z.lte(1));
const rgb = z.int().check(z.gte(0), z.lte(0xffffff));
const text = z.string();
const id = z.string().check(z.minLength(1));

const size = z.readonly(
  z.object({ width: positive, height: positive }),
) satisfies z.ZodMiniType<Size>;

const keep = z.enum(['all', 'largest', 'central']);
const mask = z.readonly(
  z.object({ threshold: share, keep, fillHoles: z.boolean() }),
) satisfies z.ZodMiniType<MaskSettings>;

const scores = z.readonly(
  z.object({
    counts: z.readonly(
      z.object({
        truePositive: count,
        falsePositive: count,
        falseNegative: count,
        trueNegative: count,
      }),
    ),
    accuracy: share,
    dice: share,
    jaccard: share,
    thresholdedJaccard: share,
    recall: share,
    precision: share,
    specificity: share,
  }),
) satisfies z.ZodMiniType<Scores>;

/** A file without its bytes. */
const fileHead = { name: id, type: text, lastModified: z.number() };

const truthOptions = z.readonly(z.object({ resize: z.boolean(), lesionColour: z.nullable(rgb) }));

const question = z.discriminatedUnion('kind', [
  z.readonly(z.object({ kind: z.literal('size-differs'), size, pictureSize: size })),
  z.readonly(
    z.object({
      kind: z.literal('in-colours'),
      colours: z.readonly(z.array(z.readonly(z.object({ rgb, share })))),
    }),
  ),
]);

const truth = z.discriminatedUnion('status', [
  z.readonly(
    z.object({
      status: z.literal('taken'),
      ...fileHead,
      lesionPx: count,
      totalPx: count,
      border: z._default(z.nullable(z.enum(['smooth', 'ragged'])), null),
      options: truthOptions,
    }),
  ),
  z.readonly(z.object({ status: z.literal('asks'), ...fileHead, question, options: truthOptions })),
]);

const backendName = z.enum(['webgpu', 'webgl', 'wasm', 'cpu']);
const passedOver = z.readonly(z.object({ name: backendName, reason: text }));
const madeWith = z.readonly(
  z.object({
    modelId: text,
    modelName: text,
    modelVersion: text,
    mask,
    backend: z.readonly(
      z.object({
        name: backendName,
        threads: positive,
        adapter: text,
        passedOver: z.readonly(z.array(passedOver)),
      }),
    ),
    elapsedMs: z.number().check(z.nonnegative()),
  }),
);

const point = z.readonly(z.object({ x: z.number(), y: z.number() }));
const line = z.readonly(z.object({ from: point, to: point }));
const length = z.number().check(z.positive());
const scale = z.readonly(
  z.object({
    pxPerMm: length,
    from: z.discriminatedUnion('kind', [
      z.readonly(z.object({ kind: z.literal('line'), line, lengthMm: length })),
      z.readonly(z.object({ kind: z.literal('frame'), widthMm: length })),
      z.readonly(z.object({ kind: z.literal('typed') })),
    ]),
  }),
) satisfies z.ZodMiniType<PictureScale>;

const stroke = z.readonly(
  z.object({
    kind: z.enum(['add', 'erase']),
    shape: z.enum(['brush', 'area']),
    radius: z.number().check(z.nonnegative()),
    points: z.readonly(z.array(z.number())),
  }),
) satisfies z.ZodMiniType<Stroke>;

const openedRecord = z.readonly(
  z.object({
    version,
    id,
    ...fileHead,
    size,
    decodedSize: size,
    truth: z.nullable(truth),
    /** Null where the network has not run. */
    madeWith: z.nullable(madeWith),
    /** Reckoned anew where they are missing or of another kind. */
    scores: z.catch(z.nullable(z.readonly(z.object({ scores, settings: mask }))), null),
    /** What the user told of the millimetres. */
    scale: z.nullable(scale),
    /** Corrections by hand; an older page wrote none. */
    strokes: z.catch(z.readonly(z.array(stroke)), []),
    /** Of the network's answer. */
    resultBytes: count,
    /** Of all that is kept of the case, that answer included. */
    bytes: count,
  }),
);

const unopenedRecord = z.readonly(
  z.object({
    version: z.literal(UNOPENED_VERSION),
    id,
    ...fileHead,
    /** The one that was given with it. */
    truth: z.nullable(z.readonly(z.object(fileHead))),
    /** A later visit began to open it: if the page ended under it, it would again. */
    isTried: z.boolean(),
    bytes: count,
  }),
);

const caseRecord = z.discriminatedUnion('version', [openedRecord, unopenedRecord]);

const sessionRecord = z.readonly(
  z.object({
    version,
    /** The cases' ids as they stood in the strip. */
    order: z.readonly(z.array(text)),
    openId: z.nullable(text),
    /** What the user changed of the model's own settings. */
    maskChanges: z.readonly(
      z.object({
        threshold: z.exactOptional(share),
        keep: z.exactOptional(keep),
        fillHoles: z.exactOptional(z.boolean()),
      }),
    ),
  }),
);

const placed = z.readonly(
  z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
);

const resultRecord = z.readonly(
  z.object({
    version,
    probabilities: z
      .readonly(
        z.object({
          width: positive,
          height: positive,
          data: z.custom<Float32Array>((value) => value instanceof Float32Array),
        }),
      )
      .check(
        z.refine(({ width, height, data }) => data.length === width * height),
        z.refine(({ data }) => data.every((value) => value >= 0 && value <= 1)),
      ),
    fit: z.readonly(
      z.object({ kind: z.enum(['stretch', 'letterbox']), source: size, target: size, placed }),
    ),
  }),
) satisfies z.ZodMiniType<{ probabilities: ProbabilityMap; fit: Fit }>;

export type CaseRecord = z.infer<typeof caseRecord>;
export type OpenedRecord = z.infer<typeof openedRecord>;
export type UnopenedRecord = z.infer<typeof unopenedRecord>;
export type SessionRecord = z.infer<typeof sessionRecord>;
export type ResultRecord = z.infer<typeof resultRecord>;

/** Null where `value` is no record that this page knows. */
export function parseCaseRecord(value: unknown): CaseRecord | null {
  return caseRecord.safeParse(value).data ?? null;
}

export function parseSessionRecord(value: unknown): SessionRecord | null {
  return sessionRecord.safeParse(value).data ?? null;
}

export function parseResultRecord(value: unknown): ResultRecord | null {
  return resultRecord.safeParse(value).data ?? null;
}

/** Whether a later page wrote it: this one cannot read it and must not throw it away. */
export function isNewer(value: unknown): boolean {
  const head = z.object({ version: z.int() }).safeParse(value);
  return head.success && head.data.version > UNOPENED_VERSION;
}
