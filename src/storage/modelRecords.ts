/** What is kept of a model that was made or brought here; parsed once where it comes back from the disk. */
import * as z from 'zod/mini';

z.config({ jitless: true }); // the page's policy forbids code from text

/** Raised with every change that an older page could not read. */
export const MODEL_VERSION = 1;
/** Ids of models on this device begin so; no shipped one's does. */
export const OWN_PREFIX = 'own-';

const change = z.readonly(
  z.object({
    pictures: z.int(),
    before: z.number(),
    after: z.number(),
    interval: z.readonly(z.tuple([z.number(), z.number()])),
  }),
);

/** Of a card, what the lists show; the engine parses the whole of it before it runs the model. */
const shownCard = z.readonly(
  z.looseObject({
    id: z.string().check(z.startsWith(OWN_PREFIX)),
    name: z.string().check(z.minLength(1)),
    files: z.readonly(z.array(z.readonly(z.looseObject({ name: z.string(), sha256: z.string() })))),
    adaptation: z.optional(
      z.readonly(
        z.looseObject({
          parent: z.readonly(z.looseObject({ name: z.string() })),
          date: z.string(),
          pairs: z.readonly(z.object({ training: z.int(), validation: z.int(), test: z.int() })),
          test: z.nullable(change),
          samples: z.nullable(change),
        }),
      ),
    ),
  }),
);

const modelRecord = z.readonly(
  z.object({
    version: z.literal(MODEL_VERSION),
    id: z.string(),
    /** card.json as it was written, parsed as JSON. */
    card: shownCard,
    bytes: z.int().check(z.nonnegative()),
    /** The run whose pairs it learned from; '' where it came from elsewhere. */
    runId: z.string(),
    /**
     * Hashes of the pictures that it, and those of this device that it came from, trained or were validated on: a test
     * part that has them says too much. They are not in the card and do not leave the device.
     */
    seen: z._default(z.readonly(z.array(z.string())), []),
    /** The learning curve as curve.csv; '' where there is none. */
    curveCsv: z.string(),
  }),
);

const modelFiles = z.array(
  z.object({
    name: z.string().check(z.minLength(1)),
    bytes: z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array),
  }),
);

export type ModelRecord = z.infer<typeof modelRecord>;
export type KeptModelFiles = z.infer<typeof modelFiles>;

/** Null where `value` is no record of this version. */
export function parseModelRecord(value: unknown): ModelRecord | null {
  const record = modelRecord.safeParse(value).data ?? null;
  return record !== null && record.card.id === record.id ? record : null;
}

export function parseModelFiles(value: unknown): KeptModelFiles | null {
  return modelFiles.safeParse(value).data ?? null;
}
