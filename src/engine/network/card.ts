/**
 * A model's card: what the app needs to know of a model and what a user may want to. Parsed once, as it is loaded.
 * training/lentigo_training/card.py writes it, and the page that of a model which it fine-tuned.
 */
import { z } from 'zod';
import type { InputSpec } from '@/core/raster/types';
import type { MaskSettings } from '@/core/mask/types';
import { EngineError } from './engineError';

const share = z.number().min(0).max(1);
const count = z.int().positive();
/** A plain name in the model's own folder: it becomes part of an address. */
const fileName = z.string().regex(/^[\w-]+(\.[\w-]+)*$/, 'is not a plain file name');
const interval = z.tuple([share, share]).readonly();

const input = z.object({
  size: z.object({ width: count, height: count }).readonly(),
  /** What bytes 0 and 255 become. */
  range: z.tuple([z.number(), z.number()]).readonly(),
  fit: z.enum(['stretch', 'letterbox']),
}) satisfies z.ZodType<InputSpec>;

const mask = z.object({
  threshold: share,
  keep: z.enum(['all', 'largest', 'central']),
  fillHoles: z.boolean(),
}) satisfies z.ZodType<MaskSettings>;

/** A bin of a reliability diagram: its share of all pixels, their mean probability, the share that is lesion. */
const reliabilityBin = z.object({ share, probability: share, lesion: share }).readonly();

const pooled = z.object({
  accuracy: share,
  dice: share,
  jaccard: share,
  recall: share,
  precision: share,
});

const scores = z.object({
  /** The pictures' folder, as 'isic/test'. */
  set: z.string().min(1),
  pictures: count,
  /** Means over the pictures, each 0..1. */
  accuracy: share,
  dice: share,
  jaccard: share,
  recall: share,
  precision: share,
  thresholdedJaccard: share,
  /** By which rules, in words. */
  rule: z.string(),
  /** 95 % bootstrap intervals [low, high]. */
  intervals: z
    .object({
      accuracy: interval.optional(),
      dice: interval,
      jaccard: interval,
      recall: interval.optional(),
      precision: interval.optional(),
      thresholdedJaccard: interval.optional(),
    })
    .readonly(),
  /** Of the pixels of all pictures together. */
  pooled: pooled.readonly().optional(),
  /** Share of the pictures with a Jaccard below 0.65. */
  failures: share.optional(),
  /** Pictures by their Dice, in bins of equal width over 0..1. */
  diceHistogram: z.array(z.int().nonnegative()).min(2).readonly().optional(),
  /** How far the probabilities keep their word; `error` is the expected calibration error. */
  reliability: z
    .object({ error: share, bins: z.array(reliabilityBin).readonly() })
    .readonly()
    .optional(),
  /** What measured it. */
  command: z.string(),
});

/** The temperature that was folded into the output layer, with the calibration error before and after. */
const calibration = z.object({
  temperature: z.number().positive(),
  sets: z
    .array(z.object({ set: z.string(), pictures: count, before: share, after: share }).readonly())
    .readonly(),
});

/** What the agreement of flips and turns is worth. A miss is a mask with a Jaccard below 0.65. */
const agreement = z.object({
  /** The page warns below `threshold`, and calls an agreement from `high` on high; chosen on validation pictures. */
  threshold: share,
  high: share,
  /** Share of the misses that the threshold was to catch. */
  aim: share,
  sets: z
    .array(
      z
        .object({
          set: z.string(),
          pictures: count,
          misses: z.int().nonnegative(),
          /** How often a hit agrees more than a miss; null without one of them. */
          rocArea: share.nullable(),
          /** Share of the misses that are warned of, and of all pictures; null without misses. */
          caught: share.nullable(),
          warned: share,
          /** Mean Dice between the mask of a picture and those of its flips and turns. */
          turned: share,
        })
        .readonly(),
    )
    .readonly(),
  /** Pictures that show no lesion: shares with an empty mask, and with that or the warning. */
  withoutLesion: z
    .array(z.object({ set: z.string(), pictures: count, empty: share, handled: share }).readonly())
    .readonly(),
  command: z.string(),
});

const widths = z.array(count).min(1).readonly();
const architecture = z.discriminatedUnion('kind', [
  /** The paper's; the last width is the bridge. */
  z.object({ kind: z.literal('residual-unet'), widths }).readonly(),
  /** An encoder of inverted residual blocks, so many in each level; the widths are the decoder's. */
  z
    .object({
      kind: z.literal('inverted-residual-unet'),
      /** Its name in the field, as 'efficientnet-lite0'. */
      encoder: z.string().min(1),
      blocks: z.array(count).min(2).readonly(),
      widths,
    })
    .readonly(),
]);

const beforeAndAfter = z.object({
  pictures: count,
  /** Mean Dice over the pictures, each at its own size and with the clean-up. */
  before: share,
  after: share,
  /** 95 % bootstrap interval of the paired differences. */
  interval: z.tuple([z.number(), z.number()]).readonly(),
});

/** Of a model that was fine-tuned in the browser: from what, with what, and whether it helped. */
const adaptation = z.object({
  parent: z
    .object({
      id: z.string(),
      name: z.string(),
      version: z.string(),
      /** Of its weights. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hex'),
    })
    .readonly(),
  /** ISO 8601. */
  date: z.iso.datetime(),
  pairs: z.object({ training: count, validation: count, test: z.int().nonnegative() }).readonly(),
  settings: z
    .object({
      scope: z.enum(['output-and-last-decoder', 'decoder', 'all']),
      freezeBatchNorm: z.boolean(),
      passes: count,
      learningRate: z.number().positive(),
      batch: count,
      resolution: count,
      seed: z.int(),
      augmentation: z
        .object({
          rotations: z.boolean(),
          flips: z.boolean(),
          zooms: z.boolean(),
          colour: z.boolean(),
        })
        .readonly(),
      earlyStoppingPatience: count.nullable(),
    })
    .readonly(),
  passesRun: z.int().nonnegative(),
  bestPass: z.int().nonnegative(),
  /** On the test part; null where it was empty. */
  test: beforeAndAfter.readonly().nullable(),
  /** On the drawn samples that ship with the app: what was forgotten. */
  samples: beforeAndAfter.readonly().nullable(),
});

const card = z.object({
  schema: z.literal(1),
  id: z.string().regex(/^[\w-]+$/, 'is not a plain name'),
  name: z.string().min(1),
  summary: z.string(),
  version: z.string().min(1),
  architecture,
  /** As Keras counts: batch-norm statistics included. */
  parameters: count,
  input: input.readonly(),
  /** The clean-up that validated best. */
  mask: mask.readonly(),
  files: z
    .array(
      z
        .object({
          name: fileName,
          bytes: count,
          sha256: z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hex'),
        })
        .readonly(),
    )
    .min(1)
    .readonly(),
  /** An input (RGB bytes) and its probabilities (float32), computed by PyTorch; for the tests. Shipped models only. */
  golden: z.object({ input: fileName, output: fileName }).readonly().optional(),
  training: z
    .object({
      data: z.array(z.string()).readonly(),
      split: z.string(),
      recipe: z.string(),
      passes: z.number().nonnegative(),
      hours: z.number().nonnegative(),
      hardware: z.string(),
      seed: z.int(),
    })
    .readonly(),
  licence: z.string().min(1),
  attribution: z.array(z.string()).readonly(),
  limits: z.array(z.string()).readonly(),
  scores: z.array(scores.readonly()).readonly(),
  calibration: calibration.readonly().optional(),
  agreement: agreement.readonly().optional(),
  adaptation: adaptation.readonly().optional(),
});

export type ModelCard = Readonly<z.infer<typeof card>>;
export type Architecture = ModelCard['architecture'];
export type ModelScores = Readonly<z.infer<typeof scores>>;
export type ModelAdaptation = Readonly<z.infer<typeof adaptation>>;
export type ModelAgreement = Readonly<z.infer<typeof agreement>>;

/** The card in `value` (parsed JSON). Throws 'model-card' with the place and kind of the first fault. */
export function parseCard(value: unknown): ModelCard {
  return parseWith(card, value, 'card.json');
}

/** Pixels that an input's side is a multiple of: it is halved so often. */
export function smallestSide({ kind, widths }: Architecture): number {
  return 2 ** (kind === 'residual-unet' ? widths.length - 1 : widths.length + 1);
}

/** Shared with the other files that come with a model. */
export function parseWith<T>(schema: z.ZodType<T>, value: unknown, file: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new EngineError(
    'model-card',
    `${file}${place && ` at ${place}`}: ${issue?.message ?? 'is wrong'}`,
  );
}
