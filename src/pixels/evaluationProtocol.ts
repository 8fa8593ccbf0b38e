/** The part of PixelsApi that an evaluation of many pictures asks for: types only. */
import type { Comparison } from '@/core/evaluation/compare';
import type { Summary } from '@/core/evaluation/summarise';
import type { ContenderId, EvaluationRow, Outcome } from '@/core/evaluation/types';
import type { Reply } from '@/core/failure';
import type { MaskSettings } from '@/core/mask/types';
import type { TruthBorder } from '@/core/metrics/truthBorder';
import type { InputSpec, ModelInput, ProbabilityMap, Size } from '@/core/raster/types';

/** What belongs to one picture of the set; null where it was not given. */
export type EvaluatedFiles = {
  readonly picture: Blob | null;
  readonly truth: Blob | null;
  /** Made elsewhere. */
  readonly mask: Blob | null;
};

export type OpenOptions = {
  /** Null where no network is to run. */
  readonly spec: InputSpec | null;
  readonly needsOtsu: boolean;
  /** A truth or mask of another size than the picture is resized to it by nearest neighbour; else that is a failure. */
  readonly resize: boolean;
};

export type OpenedPicture = {
  readonly size: Size;
  readonly input: ModelInput | null;
  readonly truthBorder: TruthBorder | null;
};

/** What to score once the network has answered. */
export type ScoreOrder = {
  /** Null where no network ran. Transferred. */
  readonly probabilities: ProbabilityMap | null;
  /** Each cuts the same probabilities; the first gives the sweep and the kept mask. */
  readonly networks: readonly { readonly id: ContenderId; readonly settings: MaskSettings }[];
  /** The contender whose masks were made elsewhere; null where there is none. */
  readonly masks: ContenderId | null;
  /** Clean-up of Otsu's mask; null where it is not wanted. */
  readonly otsu: MaskSettings | null;
};

export type ScoredPicture = {
  readonly outcomes: Readonly<Partial<Record<ContenderId, Outcome>>>;
  /** See core/evaluation/sweep.ts; null without a truth or a network. */
  readonly sweep: Float32Array | null;
  /** The first network's mask as an 8-bit grey PNG; null where none ran. */
  readonly mask: Blob | null;
};

/** A row of the panel of exemplars. */
export type PanelCase = {
  readonly caption: string;
  readonly picture: Blob | null;
  readonly truth: Blob;
  readonly mask: Blob;
};

/** Everything that is reckoned over the whole set. */
export type SetFigures = {
  readonly summaries: readonly Summary[];
  /** The main contender with each of the others. */
  readonly comparisons: readonly Comparison[];
};

export interface EvaluationPixels {
  /**
   * Decodes what belongs to one picture and holds it until `scoreEvaluated` or `dropEvaluated`. Failures: of a file, or
   * truth-size-differs, truth-in-colours.
   */
  openEvaluated(
    jobId: string,
    files: EvaluatedFiles,
    options: OpenOptions,
  ): Promise<Reply<OpenedPicture>>;
  /** Scores every contender at the picture's own size, and forgets the picture. Lets other calls go first. */
  scoreEvaluated(jobId: string, order: ScoreOrder): Promise<Reply<ScoredPicture>>;
  dropEvaluated(jobId: string): Promise<void>;
  /** Means, intervals and paired differences; lets other calls go first. */
  reckonSet(
    rows: readonly EvaluationRow[],
    contenders: readonly ContenderId[],
  ): Promise<Reply<SetFigures>>;
  /** Picture, truth and mask of several cases, a row each; a PNG. */
  drawPanel(cases: readonly PanelCase[]): Promise<Reply<Blob>>;
}
