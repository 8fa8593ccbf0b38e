/** What the page knows of a fine-tuning: the pairs and their parts, the settings, how far it is, what came out. */
import type { CheckedPair } from '@/core/dataset/checks';
import { ALL_AUGMENTATION } from '@/core/dataset/augment';
import type { DatasetPart } from '@/core/dataset/parts';
import type { Verdict } from '@/core/dataset/verdict';
import type { Comparison } from '@/core/evaluation/compare';
import type { Summary } from '@/core/evaluation/summarise';
import type { Failure } from '@/core/failure';
import type { Leftover } from '@/core/naming/pairFolders';
import type { PassRow, StepProgress, TrainingEstimate, TrainSettings } from '@/engine/protocol';
import type { EvaluatedRow, Source } from './evaluation';
import type { AppStore } from './store';
import type { AppState } from './types';

/** A pair that was read and can be shown; its pixels lie with the flows. */
export type TrainingPicture = CheckedPair & {
  /** The picture file's, without folders. */
  readonly name: string;
  readonly thumbnailUrl: string;
};

/** When it ends, if validation does not end it before. */
export type TrainingLimit =
  | { readonly kind: 'passes'; readonly passes: number }
  | { readonly kind: 'minutes'; readonly minutes: number };

export type TrainingChoices = Omit<TrainSettings, 'passes'> & { readonly limit: TrainingLimit };

export type TrainingEstimateState =
  | { readonly status: 'none' }
  | { readonly status: 'running' }
  | {
      readonly status: 'done';
      readonly estimate: TrainingEstimate;
      readonly passes: number;
      /** The model that it was measured with. */
      readonly parentId: string;
    }
  | { readonly status: 'failed'; readonly failure: Failure };

/**
 * opening: pairs and parent go to the engine. halting: it ends after the step under way. scoring: before and after are
 * compared. failed: what was learned before is kept where there was a whole pass.
 */
export type TrainingRun = {
  readonly status:
    | 'idle'
    | 'opening'
    | 'running'
    | 'paused'
    | 'halting'
    | 'stopped'
    | 'scoring'
    | 'done'
    | 'failed';
  readonly passes: number;
  readonly rows: readonly PassRow[];
  readonly bestPass: number;
  readonly step: StepProgress | null;
  /** Of the last pass with its validation, milliseconds; null before the first. */
  readonly passMs: number | null;
  /** Object addresses of the same validation pictures, with the outlines of the last pass. */
  readonly previews: readonly {
    readonly id: string;
    readonly name: string;
    readonly url: string;
  }[];
  /** Pictures compared so far, of all. */
  readonly scored: { readonly done: number; readonly total: number };
  readonly failure: Failure | null;
  /** What it was begun with, as toBasis tells it; null before. */
  readonly basis: string | null;
  /** What is left is to compare before and after. */
  readonly isEnded: boolean;
};

/** Before and after on a set of pictures: 'main' is after, 'rival' before. */
export type BeforeAfter = {
  /** Their masks are those of after. */
  readonly rows: readonly EvaluatedRow[];
  /** By the rows' ids. */
  readonly masksBefore: Readonly<Record<string, Blob | null>>;
  readonly summaries: readonly Summary[];
  readonly comparison: Comparison | null;
};

export type TrainingOutcome = {
  readonly verdict: Verdict | null;
  readonly test: BeforeAfter;
  /** The drawn samples that ship with the app. */
  readonly samples: BeforeAfter;
  readonly bestPass: number;
  /** The id under which it was kept; null while it was not. */
  readonly keptAs: string | null;
};

/** A training of an earlier visit, to go on with. */
export type KeptTrainingOffer = {
  readonly parentName: string;
  readonly pictures: number;
  readonly pass: number;
  readonly passes: number;
  /** What is left is to compare before and after. */
  readonly isEnded: boolean;
};

export type TrainingState = {
  /** Pairs read so far, of all that were given; null while nothing is read. */
  readonly reading: { readonly done: number; readonly total: number } | null;
  readonly sources: readonly Source[];
  /** Of archives, before any pairing. */
  readonly unread: readonly Leftover[];
  /** What is not used, with why. */
  readonly leftovers: readonly Leftover[];
  readonly pictures: readonly TrainingPicture[];
  /** Of the usable pictures, by id. */
  readonly parts: Readonly<Record<string, DatasetPart>>;
  /** Null: the model that runs. */
  readonly parentId: string | null;
  readonly choices: TrainingChoices;
  readonly estimate: TrainingEstimateState;
  readonly run: TrainingRun;
  readonly outcome: TrainingOutcome | null;
  readonly kept: KeptTrainingOffer | null;
  /** Why nothing of it is kept on this device; null while it is. */
  readonly notKept: Failure | null;
};

export const NO_TRAINING_RUN: TrainingRun = {
  status: 'idle',
  passes: 0,
  rows: [],
  bestPass: 0,
  step: null,
  passMs: null,
  previews: [],
  scored: { done: 0, total: 0 },
  failure: null,
  basis: null,
  isEnded: false,
};

/** Steps as small as these forget little, and half an hour on a processor suffices. */
export const DEFAULT_CHOICES: TrainingChoices = {
  scope: 'decoder',
  freezeBatchNorm: true,
  limit: { kind: 'passes', passes: 20 },
  learningRate: 0.001,
  batch: 4,
  resolution: 256,
  seed: 1,
  augmentation: ALL_AUGMENTATION,
  earlyStoppingPatience: 6,
};

export const NO_TRAINING: TrainingState = {
  reading: null,
  sources: [],
  unread: [],
  leftovers: [],
  pictures: [],
  parts: {},
  parentId: null,
  choices: DEFAULT_CHOICES,
  estimate: { status: 'none' },
  run: NO_TRAINING_RUN,
  outcome: null,
  kept: null,
  notKept: null,
};

export function changeTraining(store: AppStore, change: Partial<TrainingState>): void {
  store.setState(({ training }) => ({ training: { ...training, ...change } }));
}

export function changeTrainingRun(store: AppStore, change: Partial<TrainingRun>): void {
  changeTraining(store, { run: { ...store.getState().training.run, ...change } });
}

/** Pairs, parts and settings as they stand: the same text for the same training. */
export function toBasis({ choices, parts, pictures, parentId }: TrainingState): string {
  const hashes = pictures.map(({ id, pictureHash }) => [id, pictureHash, parts[id] ?? '']);
  return JSON.stringify([choices, parentId, hashes]);
}

/** A pass was learned and is a model of this device under no name yet. */
export function hasUnkept({ run, outcome }: TrainingState): boolean {
  return run.rows.length > 1 && (outcome?.keptAs ?? null) === null;
}

/** And it is not kept on the device either. */
export function isOnlyHere(training: TrainingState): boolean {
  return hasUnkept(training) && training.notKept !== null;
}

/** Neither pairs nor settings may change meanwhile. */
export function isTraining({ training: { run, estimate } }: Pick<AppState, 'training'>): boolean {
  return (
    estimate.status === 'running' || !['idle', 'stopped', 'done', 'failed'].includes(run.status)
  );
}
