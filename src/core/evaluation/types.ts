/**
 * What an evaluation of many pictures finds. A contender is something that gives masks: the network with its settings,
 * a folder of masks made elsewhere, or Otsu's threshold. Rows hold figures only, never pixels.
 */
import type { Failure } from '@/core/failure';
import type { MaskSettings } from '@/core/mask/types';
import type { BoundaryDistances } from '@/core/metrics/boundaryDistance';
import type { TruthBorder } from '@/core/metrics/truthBorder';
import type { ConfusionCounts } from '@/core/metrics/types';
import type { Size } from '@/core/raster/types';

/** main: what is evaluated. rival: what it is compared with. otsu: the baseline, wherever there are pictures. */
export type ContenderId = 'main' | 'rival' | 'otsu';

export type Contender =
  | {
      readonly kind: 'network';
      readonly id: ContenderId;
      readonly modelId: string;
      /** Null: the model's own. */
      readonly threshold: number | null;
    }
  | { readonly kind: 'masks'; readonly id: ContenderId }
  | { readonly kind: 'otsu'; readonly id: ContenderId };

/** A contender's answer on one picture. */
export type Outcome =
  | {
      readonly kind: 'scored';
      readonly counts: ConfusionCounts;
      readonly boundary: BoundaryDistances;
    }
  /** There is no truth: how much it marked, and of how much. */
  | { readonly kind: 'segmented'; readonly lesionPx: number; readonly totalPx: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type ScoredOutcome = Extract<Outcome, { kind: 'scored' }>;

/** One picture of the set. */
export type EvaluationRow = {
  /** The pair's; unique in the set. */
  readonly id: string;
  readonly outcomes: Readonly<Partial<Record<ContenderId, Outcome>>>;
  /** The picture's own size, upright (the truth's where there is no picture); null where neither could be read. */
  readonly size: Size | null;
  /** Absent without a truth, where the truth has none, and in rows from before it was looked at. */
  readonly truthBorder?: TruthBorder;
  /** The main contender's scores at 99 thresholds, 0.01 to 0.99, four values each; see sweep.ts. */
  readonly sweep: Float32Array | null;
};

/** What was used, so that a run can be repeated. */
export type RunFacts = {
  /** In the order in which they are shown. */
  readonly contenders: readonly DescribedContender[];
  readonly backend: string;
  readonly pairs: number;
  readonly isTruthResized: boolean;
  /** Of what was given and not used, with why. */
  readonly leftovers: readonly { readonly path: string; readonly reason: string }[];
};

export type DescribedContender = {
  readonly id: ContenderId;
  /** As "Light 1.0.0, threshold 50 %". */
  readonly name: string;
  /** Of the network's weights, '' elsewhere. */
  readonly sha256: string;
  /** Null for masks made elsewhere, which are taken as they are. */
  readonly mask: MaskSettings | null;
};
