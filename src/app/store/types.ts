/** What the page knows. Results are immutable and carry what they were made with. */
import type { AgreementCuts } from '@/core/certainty/rateAgreement';
import type { Certainty } from '@/core/certainty/types';
import type { Corrections } from '@/core/editing/corrections';
import type { Brush } from '@/core/editing/makeStroke';
import type { Failure } from '@/core/failure';
import type { OutsideRequest } from '@/core/privacy/outsideRequests';
import type { MaskSettings } from '@/core/mask/types';
import type { BoundaryDistances } from '@/core/metrics/boundaryDistance';
import type { ThresholdCurve } from '@/core/metrics/thresholdCurve';
import type { TruthBorder } from '@/core/metrics/truthBorder';
import type { PictureScale } from '@/core/measure/scale';
import type { Measures, Segment } from '@/core/measure/types';
import type { Scores } from '@/core/metrics/types';
import type { Size } from '@/core/raster/types';
import type { BackendChoice, BackendName, BackendReport, EngineStatus } from '@/engine/protocol';
import type { DevelopedMask, LayerKind, OpenedTruth, TruthOptions } from '@/pixels/protocol';
import type { ModelRecord } from '@/storage/modelRecords';
import type { EvaluationState } from './evaluation';
import type { Preferences } from './preferences';
import type { TrainingState } from './training';

export type CaseProgress =
  | { readonly status: 'opening' }
  /** Its turn has not come, or the network is not ready. */
  | { readonly status: 'waiting' }
  | { readonly status: 'segmenting' }
  | { readonly status: 'done'; readonly madeWith: MadeWith }
  | {
      readonly status: 'failed';
      readonly failure: Failure;
      /** Where its picture could not be read: what it was before, and is again once it can. */
      readonly before?: Extract<CaseProgress, { status: 'waiting' | 'done' }>;
    };

export type MadeWith = {
  readonly modelId: string;
  readonly modelName: string;
  readonly modelVersion: string;
  /** The model's own threshold and clean-up. */
  readonly mask: MaskSettings;
  readonly backend: BackendReport;
  readonly elapsedMs: number;
};

export type CaseTruth =
  | { readonly status: 'none' }
  | { readonly status: 'opening'; readonly file: File }
  | {
      readonly status: 'taken';
      readonly file: File;
      readonly lesionPx: number;
      readonly totalPx: number;
      /** Null where there is none, and for a truth that was kept before this was looked at. */
      readonly border: TruthBorder | null;
      /** True where its size was changed to the picture's. */
      readonly resized: boolean;
      readonly options: TruthOptions;
    }
  /** The user has to say what to do with it. */
  | {
      readonly status: 'asks';
      readonly file: File;
      readonly question: Exclude<OpenedTruth, { kind: 'taken' }>;
      /** What was answered so far. */
      readonly options: TruthOptions;
    }
  | { readonly status: 'failed'; readonly file: File; readonly failure: Failure };

/** How far the picture's flips and turns are. Each is of one answer of the network, `madeWith`. */
export type CaseCertainty =
  /** Not begun. */
  | { readonly status: 'waiting' }
  /** Or waits for its turn: new pictures go first. */
  | (AnswersSoFar & { readonly status: 'running' })
  /** By the user. */
  | (AnswersSoFar & { readonly status: 'stopped' })
  /** `certainty` is null until it was worked out. */
  | (AnswersSoFar & { readonly status: 'done'; readonly certainty: Certainty | null })
  | { readonly status: 'failed'; readonly madeWith: MadeWith; readonly failure: Failure };

type AnswersSoFar = {
  readonly madeWith: MadeWith;
  /** Of the network that answers: another one, or none, may run when they are read. */
  readonly cuts: AgreementCuts;
  readonly done: number;
  readonly total: number;
};

/** Null measures: the mask is empty. */
export type CaseMeasures = {
  readonly measures: Measures | null;
  readonly settings: MaskSettings;
  /** How many answers the mask is the average of; 1 for the first alone. */
  readonly mapsAveraged: number;
};

export type CaseScores = {
  readonly scores: Scores;
  readonly settings: MaskSettings;
  /** How many answers the mask is the average of; 1 for the first alone. */
  readonly mapsAveraged: number;
};

export type Case = {
  readonly id: string;
  readonly file: File;
  readonly progress: CaseProgress;
  /** Null until decoded. */
  readonly picture: { readonly size: Size; readonly decodedSize: Size } | null;
  /** A kept case is given to the pixels worker when it is first needed; until then this is false. */
  readonly isLoaded: boolean;
  /** A small picture for the strip, and its object address; null and '' until there is one. */
  readonly thumbnail: Blob | null;
  readonly thumbnailUrl: string;
  readonly truth: CaseTruth;
  readonly scores: CaseScores | null;
  readonly certainty: CaseCertainty;
  /** Null until measured. */
  readonly measures: CaseMeasures | null;
  /** Null while lengths are in pixels. */
  readonly scale: PictureScale | null;
  /** What was drawn onto its mask by hand. */
  readonly corrections: Corrections;
};

/** What the stage paints; belongs to one case and is replaced whole. */
export type Stage = {
  readonly caseId: string;
  readonly size: Size;
  readonly bitmap: ImageBitmap;
  readonly developed:
    (DevelopedMask & { readonly settings: MaskSettings; readonly layerKind: LayerKind }) | null;
};

/** What is told of the open case's truth beside the scores; it comes after them. */
export type Comparison = {
  readonly caseId: string;
  /** What it was made from; with another truth or another prediction it holds no longer. */
  readonly madeFrom: { readonly truth: CaseTruth; readonly progress: CaseProgress };
  readonly curve: ThresholdCurve | null;
  readonly boundary: {
    readonly distances: BoundaryDistances;
    readonly settings: MaskSettings;
  } | null;
};

/** Something that was dropped and could not become a case. */
export type Refusal = { readonly id: string; readonly file: File; readonly failure: Failure };

export type Notice = {
  readonly id: string;
  readonly kind: 'done' | 'warning';
  readonly text: string;
  /** What can be done about it while it stands. */
  readonly action: { readonly label: string; readonly run: () => void } | null;
};

/** The drawn samples, by their numbers. */
export type SamplesState = {
  /** Object addresses of small pictures; one that is not drawn yet is missing. */
  readonly thumbnailUrls: Readonly<Record<number, string>>;
  /** The one that is being drawn to be opened. */
  readonly drawing: number | null;
};
/** Whether cases are kept on this device, so that they are back at the next visit. */
export type Keeping =
  | { readonly status: 'starting' }
  /** full: what is there stays; nothing more finds room. `roomBytes` is for all of this page's data, null if unknown. */
  | {
      readonly status: 'on' | 'full';
      readonly cases: number;
      readonly bytes: number;
      readonly roomBytes: number | null;
      /** Open cases of which not all could be written, other than for want of room. */
      readonly unkept: number;
    }
  /** Another tab keeps its cases, and this one none until that is closed. */
  | { readonly status: 'elsewhere' }
  | { readonly status: 'off'; readonly failure: Failure };

/** The line over a ruler that is being drawn, in the picture's pixels. */
export type ScaleTool = {
  readonly caseId: string;
  readonly line: Segment | null;
  /** The stage takes points; else only the length is missing. */
  readonly isDrawing: boolean;
};

/** How far the page is with working offline. */
export type OfflineState = {
  readonly keeping:
    /** Its turn comes after the first mask. */
    | { readonly status: 'later' }
    | { readonly status: 'storing' }
    | { readonly status: 'kept' }
    | { readonly status: 'cleared' }
    | { readonly status: 'unsupported' | 'failed'; readonly reason: string };
  /** A new version: waits, waits until the next visit, or runs in another tab already. */
  readonly update: 'none' | 'ready' | 'postponed' | 'elsewhere';
  /** Reloading would bring the isolation that the host's headers do not. */
  readonly isolatesOnReload: boolean;
  /** The browser would install the page as an app. */
  readonly canInstall: boolean;
  /** Counts changes of which networks are stored. */
  readonly networkChanges: number;
};

export type AppState = {
  readonly engine: EngineStatus;
  readonly modelId: string | null;
  readonly backendChoice: BackendChoice;
  readonly cases: readonly Case[];
  readonly openId: string | null;
  /** The user halted the work on all cases but the open one. */
  readonly isStopped: boolean;
  readonly stage: Stage | null;
  readonly comparison: Comparison | null;
  readonly keeping: Keeping;
  readonly refusals: readonly Refusal[];
  readonly notices: readonly Notice[];
  readonly samples: SamplesState;
  /** What the user changed; the rest is the model's own default. */
  readonly maskChanges: Partial<MaskSettings>;
  readonly preferences: Preferences;
  /** Masks come from the average of all flips and turns where there is one. */
  readonly useAverage: boolean;
  /** The map of where they differ lies over the picture. */
  readonly showUncertainty: boolean;
  readonly uncertainty: { readonly caseId: string; readonly bitmap: ImageBitmap } | null;
  readonly showDiameters: boolean;
  readonly scaleTool: ScaleTool | null;
  /** The case whose outline is corrected by hand; holds only while that is open. */
  readonly correcting: string | null;
  readonly brush: Brush;
  readonly evaluation: EvaluationState;
  readonly training: TrainingState;
  /** Models kept on this device, by name. */
  readonly ownModels: readonly ModelRecord[];
  readonly offline: OfflineState;
  /** What any thread asked of another origin; the newest last. */
  readonly outsideRequests: readonly OutsideRequest[];
};

export type { BackendChoice, BackendName };
