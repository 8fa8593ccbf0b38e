/**
 * A model's card: what the app needs to know of a model and what a user may want to. Parsed once, as it is loaded.
 * training/lentigo_training/card.py writes it, and the page that of a model which it fine-tuned.
 */
import * as z from 'zod/mini';
import type { InputSpec } from '@/core/raster/types';
import type { MaskSettings } from '@/core/mask/types';
import { EngineError } from './engineError';

z.config({ jitless: true, ...z.locales.en() }); // the page's policy forbids code from text

const share = z.number().check(z.minimum(0), z.maximum(1));
const count = z.int().check(z.positive());
const many = z.int().check(z.nonnegative());
const word = z.string().check(z.minLength(1));
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hex'));
/** A plain name in the model's own folder: it becomes part of an address. */
const fileName = z.string().check(z.regex(/^[\w-]+(\.[\w-]+)*$/, 'is not a plain file name'));
const interval = z.readonly(z.tuple([share, share]));

const input = z.object({
  size: z.readonly(z.object({ width: count, height: count })),
  /** What bytes 0 and 255 become. */
  range: z.readonly(z.tuple([z.number(), z.number()])),
  fit: z.enum(['stretch', 'letterbox']),
}) satisfies z.ZodMiniType<InputSpec>;

const mask = z.object({
  threshold: share,
  keep: z.enum(['all', 'largest', 'central']),
  fillHoles: z.boolean(),
}) satisfies z.ZodMiniType<MaskSettings>;

/** A bin of a reliability diagram: its share of all pixels, their mean probability, the share that is lesion. */
const reliabilityBin = z.readonly(z.object({ share, probability: share, lesion: share }));

const pooled = z.object({
  accuracy: share,
  dice: share,
  jaccard: share,
  recall: share,
  precision: share,
});

const scores = z.object({
  /** The pictures' folder, as 'isic/test'. */
  set: word,
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
  intervals: z.readonly(
    z.object({
      accuracy: z.optional(interval),
      dice: interval,
      jaccard: interval,
      recall: z.optional(interval),
      precision: z.optional(interval),
      thresholdedJaccard: z.optional(interval),
    }),
  ),
  /** Of the pixels of all pictures together. */
  pooled: z.optional(z.readonly(pooled)),
  /** Share of the pictures with a Jaccard below 0.65. */
  failures: z.optional(share),
  /** Pictures by their Dice, in bins of equal width over 0..1. */
  diceHistogram: z.optional(z.readonly(z.array(many).check(z.minLength(2)))),
  /** How far the probabilities keep their word; `error` is the expected calibration error. */
  reliability: z.optional(
    z.readonly(z.object({ error: share, bins: z.readonly(z.array(reliabilityBin)) })),
  ),
  /** What measured it. */
  command: z.string(),
});

/** The temperature that was folded into the output layer, with the calibration error before and after. */
const calibration = z.object({
  temperature: z.number().check(z.positive()),
  sets: z.readonly(
    z.array(
      z.readonly(z.object({ set: z.string(), pictures: count, before: share, after: share })),
    ),
  ),
});

/** What the agreement of flips and turns is worth. A miss is a mask with a Jaccard below 0.65. */
const agreement = z.object({
  /** The page warns below `threshold`, and calls an agreement from `high` on high; chosen on validation pictures. */
  threshold: share,
  high: share,
  /** Share of the misses that the threshold was to catch. */
  aim: share,
  sets: z.readonly(
    z.array(
      z.readonly(
        z.object({
          set: z.string(),
          pictures: count,
          misses: many,
          /** How often a hit agrees more than a miss; null without one of them. */
          rocArea: z.nullable(share),
          /** Share of the misses that are warned of, and of all pictures; null without misses. */
          caught: z.nullable(share),
          warned: share,
          /** Mean Dice between the mask of a picture and those of its flips and turns. */
          turned: share,
        }),
      ),
    ),
  ),
  /** Pictures that show no lesion: shares with an empty mask, and with that or the warning. */
  withoutLesion: z.readonly(
    z.array(
      z.readonly(z.object({ set: z.string(), pictures: count, empty: share, handled: share })),
    ),
  ),
  command: z.string(),
});

const widths = z.readonly(z.array(count).check(z.minLength(1)));
const architecture = z.discriminatedUnion('kind', [
  /** The paper's; the last width is the bridge. */
  z.readonly(z.object({ kind: z.literal('residual-unet'), widths })),
  /** An encoder of inverted residual blocks, so many in each level; the widths are the decoder's. */
  z.readonly(
    z.object({
      kind: z.literal('inverted-residual-unet'),
      /** Its name in the field, as 'efficientnet-lite0'. */
      encoder: word,
      blocks: z.readonly(z.array(count).check(z.minLength(2))),
      widths,
    }),
  ),
]);

const beforeAndAfter = z.object({
  pictures: count,
  /** Mean Dice over the pictures, each at its own size and with the clean-up. */
  before: share,
  after: share,
  /** 95 % bootstrap interval of the paired differences. */
  interval: z.readonly(z.tuple([z.number(), z.number()])),
});

/** Of a model that was fine-tuned in the browser: from what, with what, and whether it helped. */
const adaptation = z.object({
  parent: z.readonly(
    z.object({
      id: z.string(),
      name: z.string(),
      version: z.string(),
      /** Of its weights. */
      sha256,
    }),
  ),
  /** ISO 8601. */
  date: z.iso.datetime(),
  pairs: z.readonly(z.object({ training: count, validation: count, test: many })),
  settings: z.readonly(
    z.object({
      scope: z.enum(['output-and-last-decoder', 'decoder', 'all']),
      freezeBatchNorm: z.boolean(),
      passes: count,
      learningRate: z.number().check(z.positive()),
      batch: count,
      resolution: count,
      seed: z.int(),
      augmentation: z.readonly(
        z.object({
          rotations: z.boolean(),
          flips: z.boolean(),
          zooms: z.boolean(),
          colour: z.boolean(),
        }),
      ),
      earlyStoppingPatience: z.nullable(count),
    }),
  ),
  passesRun: many,
  bestPass: many,
  /** On the test part; null where it was empty. */
  test: z.nullable(z.readonly(beforeAndAfter)),
  /** On the drawn samples that ship with the app: what was forgotten. */
  samples: z.nullable(z.readonly(beforeAndAfter)),
});

const card = z.object({
  schema: z.literal(1),
  id: z.string().check(z.regex(/^[\w-]+$/, 'is not a plain name')),
  name: word,
  summary: z.string(),
  version: word,
  architecture,
  /** As Keras counts: batch-norm statistics included. */
  parameters: count,
  input: z.readonly(input),
  /** The clean-up that validated best. */
  mask: z.readonly(mask),
  files: z.readonly(
    z
      .array(
        z.readonly(
          z.object({
            name: fileName,
            bytes: count,
            sha256,
          }),
        ),
      )
      .check(z.minLength(1)),
  ),
  /** An input (RGB bytes) and its probabilities (float32), computed by PyTorch; for the tests. Shipped models only. */
  golden: z.optional(z.readonly(z.object({ input: fileName, output: fileName }))),
  training: z.readonly(
    z.object({
      data: z.readonly(z.array(z.string())),
      split: z.string(),
      recipe: z.string(),
      passes: z.number().check(z.nonnegative()),
      hours: z.number().check(z.nonnegative()),
      hardware: z.string(),
      seed: z.int(),
    }),
  ),
  licence: word,
  attribution: z.readonly(z.array(z.string())),
  limits: z.readonly(z.array(z.string())),
  scores: z.readonly(z.array(z.readonly(scores))),
  calibration: z.optional(z.readonly(calibration)),
  agreement: z.optional(z.readonly(agreement)),
  adaptation: z.optional(z.readonly(adaptation)),
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
export function parseWith<T>(schema: z.ZodMiniType<T>, value: unknown, file: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new EngineError(
    'model-card',
    `${file}${place && ` at ${place}`}: ${issue?.message ?? 'is wrong'}`,
  );
}
