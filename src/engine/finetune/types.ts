/**
 * What fine-tuning takes and gives, across the thread boundary: types only.
 *
 * One training at a time: open → estimate → pass after pass → finish → close. Its steps stand in the engine's queue, so
 * a prediction asked for under way waits for one step. Every call ends in one reply; no tensor leaves the engine.
 */
import type { AugmentSettings, PixelPair } from '@/core/dataset/types';
import type { Reply } from '@/core/failure';
import type { ModelInput, ProbabilityMap, Size } from '@/core/raster/types';
import type { BackendName, BackendReport, ModelSource, Prediction } from '@/engine/protocol';

/** What learns; the rest of the network stays as it was. */
export type TrainScope = 'output-and-last-decoder' | 'decoder' | 'all';

/** Sides at which training can run, in pixels; the trained model sees pictures at this size. */
export type Resolution = 128 | 192 | 256;

/** Everything that decides the result, besides the parent and the pairs. */
export type TrainSettings = {
  readonly scope: TrainScope;
  /** The running means and variances stay the parent's, and normalise while training too. */
  readonly freezeBatchNorm: boolean;
  /** Planned passes over the training part; the rate falls along half a cosine towards the last of them. */
  readonly passes: number;
  /** Adam's, at the start; above 0. */
  readonly learningRate: number;
  /** Pictures a step; the last step of a pass may take fewer. */
  readonly batch: number;
  /**
   * Multiples of smallestSide fit a network; the page offers those of Resolution. Tests take smaller ones.
   */
  readonly resolution: number;
  /** Of the order and the views. */
  readonly seed: number;
  readonly augmentation: AugmentSettings;
  /** Passes without a better validation Dice after which `shouldStop` is set; null for never. */
  readonly earlyStoppingPatience: number | null;
};

/** Its side is the settings' resolution. */
export type TrainingPair = PixelPair & { readonly id: string };

export type TrainingOrder = {
  /** The model to start from. */
  readonly parent: ModelSource;
  readonly settings: TrainSettings;
  readonly training: readonly TrainingPair[];
  readonly validation: readonly TrainingPair[];
  /** Ids of the validation part whose probabilities come back after each pass; three, as a rule. */
  readonly previews: readonly string[];
  /** What takeCheckpoint gave, to go on from there; null begins. It has to be of the same order. */
  readonly checkpoint: Uint8Array | null;
};

/** Means over the pictures of the validation part, at the training resolution and threshold 0.5, no clean-up. */
export type ValidationScores = {
  /** BCE + soft Dice. */
  readonly loss: number;
  readonly dice: number;
  readonly jaccard: number;
};

/** One row of the learning curve. Pass 0 is the parent, before any step. */
export type PassRow = {
  readonly pass: number;
  /** Mean over the steps of BCE + soft Dice on the augmented views; null for pass 0. */
  readonly trainingLoss: number | null;
  readonly validation: ValidationScores;
  /** Of the training steps alone; 0 for pass 0. */
  readonly seconds: number;
  readonly steps: number;
  /** Of the batch that ran: half the settings' after the memory was not enough for it. */
  readonly batch: number;
  readonly backend: BackendName;
};

export type OpenedTraining = {
  /** Rows so far: pass 0, and with a checkpoint those that were done. */
  readonly rows: readonly PassRow[];
  /** The pass with the best validation Dice so far; 0 is the parent. */
  readonly bestPass: number;
  readonly stepsPerPass: number;
  /** Weights that learn, and all weights. */
  readonly trainable: number;
  readonly parameters: number;
  readonly previews: readonly Preview[];
};

export type Preview = { readonly id: string; readonly probabilities: ProbabilityMap };

export type TrainingEstimate = {
  readonly backend: BackendReport;
  /** Of two real steps, after one that compiles. */
  readonly secondsPerStep: number;
  /** Steps and validation. */
  readonly secondsPerPass: number;
  /** Most memory that a step holds at once, reckoned from a small step. */
  readonly bytes: number;
  /** What this backend can hold at the most; null where the browser does not tell. */
  readonly limitBytes: number | null;
};

/** Told after each step, and when the pass starts to wait or goes on. */
export type StepProgress = {
  readonly pass: number;
  /** Steps done in this pass. */
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly secondsPerStep: number;
  readonly isPaused: boolean;
};

export type PassResult =
  | {
      readonly status: 'done';
      readonly row: PassRow;
      readonly bestPass: number;
      /** Validation has not improved for as many passes as the settings' patience, or all planned passes are done. */
      readonly shouldStop: boolean;
      readonly previews: readonly Preview[];
      /** Set when the device failed under way and the pass ran again elsewhere, from its beginning. */
      readonly fellBack: Prediction['fellBack'];
    }
  /** By stopPass: what it had learned is dropped, and the state is that after the last whole pass. */
  | { readonly status: 'stopped' };

/** A file of a model, with its SHA-256 in lower-case hex as cards have it. */
export type ModelFile = {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
};

/** The best pass's model, ready to be kept; its card is the page's to write. */
export type TrainedModel = {
  /** model.json and weights.bin, as the shipped models have them (float16). */
  readonly files: readonly ModelFile[];
  readonly inputSize: Size;
  readonly parameters: number;
  /** Pass whose weights these are; 0 gives the parent's own. */
  readonly bestPass: number;
  readonly rows: readonly PassRow[];
};

/** Of the loss of one batch, for every weight that learns. */
export type Gradients = {
  readonly loss: number;
  /** Names and lengths, in the order of `values`. */
  readonly weights: readonly (readonly [name: string, length: number])[];
  readonly values: Float32Array;
};

/**
 * Failures of their own: 'training-order' (the order cannot be carried out: no pairs, another side, a checkpoint of
 * another order), 'training-diverged' (the loss is not a number any more; the best so far is kept) and
 * 'training-memory' (even half the batch does not fit; with advice).
 */
export interface TrainingApi {
  /** Waits for a start under way and trains on its backend. Ends an earlier training. Validates the parent: pass 0. */
  openTraining(order: TrainingOrder): Promise<Reply<OpenedTraining>>;
  /** Runs a few real steps and forgets what they learned. 'training-memory' where a step would not fit. */
  estimateTraining(): Promise<Reply<TrainingEstimate>>;
  /**
   * One pass and its validation. A lost device, or a backend that `start` replaced under way, lets the pass begin again
   * on the next one. Out of memory halves the batch once, for good.
   */
  runPass(onStep: (progress: StepProgress) => void): Promise<Reply<PassResult>>;
  /** The pass under way waits before its next step, until goOn or stopPass. */
  pausePass(): Promise<void>;
  goOn(): Promise<void>;
  /** The pass under way ends before its next step. */
  stopPass(): Promise<void>;
  /** State after the last whole pass: weights, optimiser, best, rows. Opaque; a few times the trainable weights. */
  takeCheckpoint(): Promise<Reply<Uint8Array<ArrayBuffer>>>;
  /** The best pass's model. Training may go on afterwards. */
  finishTraining(): Promise<Reply<TrainedModel>>;
  /**
   * As predict, by the parent (at the parent's size) or by what finishTraining gave (at the resolution), whichever model
   * the engine runs for the rest of the page. For before and after, between openTraining and closeTraining.
   */
  predictIn(which: 'parent' | 'trained', input: ModelInput): Promise<Reply<Prediction>>;
  /** For tests: of the open training, as it is after the last whole pass; nothing is learned. */
  measureGradients(pairs: readonly PixelPair[]): Promise<Reply<Gradients>>;
  /** Frees everything; stops a pass under way. */
  closeTraining(): Promise<void>;
}
