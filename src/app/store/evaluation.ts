/** What the page knows of an evaluation: what was given, how it is paired, how far it is, what came out. */
import type { ArchivedFile } from '@/app/browser/readZip';
import type { Comparison } from '@/core/evaluation/compare';
import type { Summary } from '@/core/evaluation/summarise';
import type { Contender, DescribedContender, EvaluationRow } from '@/core/evaluation/types';
import type { Failure } from '@/core/failure';
import { type FileRole, type FolderPairs, type Leftover } from '@/core/naming/pairFolders';
import { DEFAULT_RULE, type PairingRule } from '@/core/naming/pairingRule';
import type { AppState } from './types';
import type { AppStore } from './store';

export type Source = {
  /** Unique among the sources. */
  readonly path: string;
  /** What the user said it is; null to tell by its name. */
  readonly role: FileRole | null;
  readonly content: File | ArchivedFile;
};

/** A row with its mask's PNG, which the browser holds outside of the page's memory. */
export type EvaluatedRow = EvaluationRow & { readonly mask: Blob | null };

/** What is compared with the main contender, beside Otsu's threshold. */
export type RivalKind = 'none' | 'threshold' | 'model' | 'masks';

export type EvaluationChoices = {
  /** network: the loaded model. masks: those made elsewhere, without any network. */
  readonly main: 'network' | 'masks';
  /** Null: the model's own. */
  readonly threshold: number | null;
  readonly rival: RivalKind;
  readonly rivalThreshold: number;
  readonly rivalModelId: string | null;
  readonly isTruthResized: boolean;
};

export type EvaluationRun = {
  readonly status: 'idle' | 'running' | 'paused' | 'stopped' | 'done';
  /** Pictures whose figures are there, of all; a second model counts them again. */
  readonly done: number;
  readonly total: number;
  /** When the last ones were done, milliseconds of the page's clock. */
  readonly doneAtMs: readonly number[];
  /** What halted it, where it was not the user. */
  readonly failure: Failure | null;
};

/** What a run of an earlier visit left, to go on with when the same files are given again. */
export type KeptRun = {
  readonly done: number;
  readonly total: number;
  readonly folder: string;
};

export type EvaluationState = {
  /** Being opened or listed. */
  readonly isReading: boolean;
  readonly sources: readonly Source[];
  /** Of archives, before any pairing. */
  readonly unread: readonly Leftover[];
  readonly rule: PairingRule;
  readonly pairing: FolderPairs;
  readonly choices: EvaluationChoices;
  readonly run: EvaluationRun;
  /** Of the rows that are there, whatever the choices are now. */
  readonly contenders: readonly Contender[];
  readonly areTruthsResized: boolean;
  readonly described: readonly DescribedContender[];
  /** By id. */
  readonly rows: readonly EvaluatedRow[];
  /** Without intervals and comparisons while the run goes on. */
  readonly figures: {
    readonly summaries: readonly Summary[];
    readonly comparisons: readonly Comparison[];
    readonly isFinal: boolean;
  } | null;
  readonly kept: KeptRun | null;
  /** Why nothing of it is kept on this device; null while it is. */
  readonly notKept: Failure | null;
};

export const NO_RUN: EvaluationRun = {
  status: 'idle',
  done: 0,
  total: 0,
  doneAtMs: [],
  failure: null,
};

export const NO_EVALUATION: EvaluationState = {
  isReading: false,
  sources: [],
  unread: [],
  rule: DEFAULT_RULE,
  pairing: { pairs: [], leftovers: [] },
  choices: {
    main: 'network',
    threshold: null,
    rival: 'none',
    rivalThreshold: 0.3,
    rivalModelId: null,
    isTruthResized: false,
  },
  run: NO_RUN,
  contenders: [],
  areTruthsResized: false,
  described: [],
  rows: [],
  figures: null,
  kept: null,
  notKept: null,
};

/** What a run found, taken away. */
export const NO_ROWS = {
  run: NO_RUN,
  contenders: [],
  described: [],
  rows: [],
  figures: null,
  notKept: null,
} satisfies Partial<EvaluationState>;

export function changeEvaluation(store: AppStore, change: Partial<EvaluationState>): void {
  store.setState(({ evaluation }) => ({ evaluation: { ...evaluation, ...change } }));
}

export function changeRun(store: AppStore, change: Partial<EvaluationRun>): void {
  changeEvaluation(store, { run: { ...store.getState().evaluation.run, ...change } });
}

/** Nothing about what is evaluated may change while figures of it come in, the network least of all. */
export function isRunning({ evaluation: { run } }: AppState): boolean {
  return run.status === 'running' || run.status === 'paused';
}
