/** What the page knows. Results are immutable and carry what they were made with. */
import type { Failure } from '@/core/failure';
import type { OutsideRequest } from '@/core/privacy/outsideRequests';
import type { MaskSettings } from '@/core/mask/types';
import type { BoundaryDistances } from '@/core/metrics/boundaryDistance';
import type { ThresholdCurve } from '@/core/metrics/thresholdCurve';
import type { Scores } from '@/core/metrics/types';
import type { Size } from '@/core/raster/types';
import type { BackendChoice, BackendName, BackendReport, EngineStatus } from '@/engine/protocol';
import type { DevelopedMask, LayerKind, OpenedTruth, TruthOptions } from '@/pixels/protocol';

/** The four ways to look at a case, in the order of their keys 1 to 4. */
export type ViewKind = 'overlay' | 'outline' | 'mask' | 'difference';

export type CaseProgress =
  | { readonly status: 'opening' }
  /** Its turn has not come, or the network is not ready. */
  | { readonly status: 'waiting' }
  | { readonly status: 'segmenting' }
  | { readonly status: 'done'; readonly madeWith: MadeWith }
  | { readonly status: 'failed'; readonly failure: Failure };

export type MadeWith = {
  readonly modelId: string;
  readonly modelName: string;
  readonly modelVersion: string;
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
      /** True where its size was changed to the picture's. */
      readonly resized: boolean;
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

export type Case = {
  readonly id: string;
  readonly file: File;
  readonly progress: CaseProgress;
  /** Null until decoded. */
  readonly picture: { readonly size: Size; readonly decodedSize: Size } | null;
  /** Object address of a small picture for the strip; '' until there is one. */
  readonly thumbnailUrl: string;
  readonly truth: CaseTruth;
  readonly scores: { readonly scores: Scores; readonly settings: MaskSettings } | null;
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
};

/** Kept between visits. */
export type Preferences = {
  readonly view: ViewKind;
  /** Opacity of the mask over the picture, 0..1. */
  readonly opacity: number;
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
  readonly refusals: readonly Refusal[];
  readonly notices: readonly Notice[];
  /** What the user changed; the rest is the model's own default. */
  readonly maskChanges: Partial<MaskSettings>;
  readonly preferences: Preferences;
  readonly offline: OfflineState;
  /** What any thread asked of another origin; the newest last. */
  readonly outsideRequests: readonly OutsideRequest[];
};

export type { BackendChoice, BackendName };
