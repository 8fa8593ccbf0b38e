/** What is kept of a training, so that it can go on after a reload; parsed once where it comes back from the disk. */
import * as z from 'zod/mini';
import type { PixelPair } from '@/core/dataset/types';

z.config({ jitless: true }); // the page's policy forbids code from text

/** Raised with every change that an older page could not read. */
export const TRAINING_VERSION = 1;

const count = z.int().check(z.nonnegative());
const positive = z.int().check(z.positive());

const settings = z.readonly(
  z.object({
    scope: z.enum(['output-and-last-decoder', 'decoder', 'all']),
    freezeBatchNorm: z.boolean(),
    passes: positive,
    learningRate: z.number().check(z.positive()),
    batch: positive,
    resolution: positive,
    seed: z.int(),
    augmentation: z.readonly(
      z.object({
        rotations: z.boolean(),
        flips: z.boolean(),
        zooms: z.boolean(),
        colour: z.boolean(),
      }),
    ),
    earlyStoppingPatience: z.nullable(positive),
  }),
);

const keptPicture = z.readonly(
  z.object({
    id: z.string().check(z.minLength(1)),
    /** The file's, without folders. */
    name: z.string(),
    part: z.enum(['training', 'validation', 'test']),
    size: z.readonly(z.object({ width: positive, height: positive })),
    lesionShare: z.number().check(z.gte(0), z.lte(1)),
    pictureHash: z.string(),
  }),
);

const runRecord = z.readonly(
  z.object({
    version: z.literal(TRAINING_VERSION),
    runId: z.string().check(z.minLength(1)),
    parent: z.readonly(z.object({ id: z.string(), name: z.string() })),
    settings,
    /** When the user wants it to end, milliseconds of training; null for after all passes. */
    limitMs: z.nullable(z.number().check(z.positive())),
    /** How long it has trained. */
    trainedMs: z.number().check(z.nonnegative()),
    /** Whole passes that are done. */
    pass: count,
    /** No further pass is to come: what is left is to compare before and after. */
    isEnded: z.boolean(),
    /** The model that was made of it; '' while none was. */
    keptAs: z.string(),
    pictures: z.readonly(z.array(keptPicture)),
  }),
);

const pixelPair = z
  .object({
    side: positive,
    image: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    truth: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  })
  .check(
    z.refine(
      ({ side, image, truth }) => truth.length === side * side && image.length === 3 * truth.length,
    ),
  );

const testFiles = z.readonly(
  z.object({
    picture: z.custom<Blob>((value) => value instanceof Blob),
    truth: z.custom<Blob>((value) => value instanceof Blob),
  }),
);

export type TrainingRecord = z.infer<typeof runRecord>;
export type KeptPicture = z.infer<typeof keptPicture>;
/** A pair of the test part as it was given: it is scored at its own size. */
export type TestFiles = z.infer<typeof testFiles>;

/** Null where `value` is no record of this version. */
export function parseTrainingRecord(value: unknown): TrainingRecord | null {
  return runRecord.safeParse(value).data ?? null;
}

export function parsePixelPair(value: unknown): PixelPair | null {
  return pixelPair.safeParse(value).data ?? null;
}

export function parseTestFiles(value: unknown): TestFiles | null {
  return testFiles.safeParse(value).data ?? null;
}
