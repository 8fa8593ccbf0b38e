/**
 * What crosses between the page and the pixels worker: types only. The worker exposes PixelsApi through Comlink and
 * does all work on whole pictures (decode, resize, mask, scores, PNG), so that neither the page nor the network waits.
 * It remembers cases by id until they are closed.
 */
import type { Certainty } from '@/core/certainty/types';
import type { Reply } from '@/core/failure';
import type { OutlineStyle } from '@/core/mask/outlineStyle';
import type { MaskSettings, Ring } from '@/core/mask/types';
import type { BoundaryDistances } from '@/core/metrics/boundaryDistance';
import type { ThresholdCurve } from '@/core/metrics/thresholdCurve';
import type { TruthBorder } from '@/core/metrics/truthBorder';
import type { Measures } from '@/core/measure/types';
import type { Scores } from '@/core/metrics/types';
import type { Symmetry } from '@/core/raster/symmetries';
import type { Point } from '@/core/raster/fit';
import type { Fit, InputSpec, ModelInput, ProbabilityMap, Size } from '@/core/raster/types';
import type { SampleSpec } from '@/core/samples/types';
import type { EvaluationPixels } from './evaluationProtocol';
import type { SampleFiles, TrainingPixels } from './trainingProtocol';

export type * from './evaluationProtocol';
export type * from './trainingProtocol';

export type OpenedPicture = {
  /** The picture's own size, upright; masks and scores are of this size. */
  readonly size: Size;
  /** Smaller than `size` where the picture was too large to decode whole. */
  readonly decodedSize: Size;
  /** For the stage; transferred. */
  readonly bitmap: ImageBitmap;
};

/** What to do when a truth does not fit as it is. */
export type TruthOptions = {
  /** Resize by nearest neighbour to the picture's size. */
  readonly resize: boolean;
  /** For a truth in colours: which one is the lesion, 0xRRGGBB; null to be told the colours. */
  readonly lesionColour: number | null;
};

export type OpenedTruth =
  | {
      readonly kind: 'taken';
      readonly lesionPx: number;
      readonly totalPx: number;
      /** Null where there is no border. */
      readonly border: TruthBorder | null;
    }
  | { readonly kind: 'size-differs'; readonly size: Size; readonly pictureSize: Size }
  /** Its colours, commonest first, at most eight. */
  | { readonly kind: 'in-colours'; readonly colours: readonly { rgb: number; share: number }[] };

/**
 * tint: mask in one colour, transparent elsewhere. mask: white on black. heat: the probabilities in viridis.
 * difference: the four outcomes. figure: picture, truth and mask side by side, of a size of its own.
 */
export type LayerKind = 'tint' | 'mask' | 'heat' | 'difference' | 'figure';

export type DevelopedMask = {
  /** The layer to draw over (or instead of) the picture, at the view's size; transferred. */
  readonly layer: ImageBitmap;
  /** Outline of the mask and, with a truth, of the truth; 0..1 of the picture's sides. */
  readonly outline: readonly Ring[];
  readonly truthOutline: readonly Ring[];
  /** Share of the picture, 0..1, and number of regions before clean-up dropped any. */
  readonly lesionShare: number;
  readonly regions: number;
  readonly touchesBorder: boolean;
};

export type SaveKind = 'mask' | 'overlay' | 'figure';

/** How the mask lies over the picture in a saved overlay. */
export type OverlayLook = {
  /** Of the tint, 0..1. */
  readonly opacity: number;
  readonly outline: OutlineStyle;
};

export interface PixelsApi extends EvaluationPixels, TrainingPixels {
  /**
   * Decodes a picture upright; of a case that is open already from `file`, where it was forgotten. Failures: file-empty,
   * file-not-image, file-damaged, file-unreadable, file-too-large.
   */
  openPicture(caseId: string, file: File): Promise<Reply<OpenedPicture>>;
  /** The picture as the network wants it; decodes again where it was forgotten. */
  toInput(caseId: string, spec: InputSpec): Promise<Reply<ModelInput>>;
  /** Keeps the network's answer for the calls below. */
  setProbabilities(caseId: string, probabilities: ProbabilityMap, fit: Fit): Promise<Reply<null>>;
  /** A copy of what `setProbabilities` kept; null where the network has not run. */
  getProbabilities(
    caseId: string,
  ): Promise<Reply<{ readonly probabilities: ProbabilityMap; readonly fit: Fit } | null>>;
  /** Adds or replaces the case's truth. */
  openTruth(caseId: string, file: File, options: TruthOptions): Promise<Reply<OpenedTruth>>;
  removeTruth(caseId: string): Promise<void>;
  /** Threshold, clean-up, layer and outline at a size fit for the screen; quick enough for a slider. */
  develop(caseId: string, settings: MaskSettings, layer: LayerKind): Promise<Reply<DevelopedMask>>;
  /** Scores at the picture's own size; null without a truth. */
  score(caseId: string, settings: MaskSettings): Promise<Reply<Scores | null>>;
  /** Scores at every threshold, at the picture's own size, without clean-up; null without a truth. */
  scoreThresholds(caseId: string): Promise<Reply<ThresholdCurve | null>>;
  /** How far the outlines lie apart, at the picture's own size; null without a truth. Lets other calls go first. */
  measureBoundary(caseId: string, settings: MaskSettings): Promise<Reply<BoundaryDistances | null>>;
  /** The network's probability at a pixel of the picture, 0..1; of a large picture at the pixel of its view. */
  probabilityAt(caseId: string, point: Point): Promise<Reply<number>>;
  /**
   * A PNG: the mask (8-bit grey, 0/255, the picture's own size), the picture with the mask over it, or the figure of
   * picture, truth and mask.
   */
  encode(
    caseId: string,
    kind: SaveKind,
    settings: MaskSettings,
    look: OverlayLook,
  ): Promise<Reply<Blob>>;
  /** A frame of the camera as the network wants it, by the rule for pictures. The bitmap is transferred and closed. */
  frameToInput(frame: ImageBitmap, spec: InputSpec): Promise<Reply<ModelInput>>;
  /** The mask of such a frame, smaller than a picture's so that it keeps up. Nothing is remembered. */
  developFrame(
    probabilities: ProbabilityMap,
    fit: Fit,
    settings: MaskSettings,
  ): Promise<Reply<DevelopedMask>>;
  /** The case's input after a symmetry, for the network to answer again. */
  toTurnedInput(caseId: string, spec: InputSpec, symmetry: Symmetry): Promise<Reply<ModelInput>>;
  /** Takes the network's answer to it, turned as it is; tells how many answers are there, the first one included. */
  addTurned(
    caseId: string,
    symmetry: Symmetry,
    probabilities: ProbabilityMap,
  ): Promise<Reply<number>>;
  /** How far all answers agree; null before they are all there. */
  assess(caseId: string, settings: MaskSettings): Promise<Reply<Certainty | null>>;
  /** Where they differ, to be laid over the picture; null before they are all there. Transferred. */
  paintUncertainty(caseId: string): Promise<Reply<ImageBitmap | null>>;
  /** Whether masks, scores and files come from the average of all answers, for every case that has it. */
  useAverage(isWanted: boolean): Promise<void>;
  /** Form and colours of the mask at the picture's own size; null where it is empty. */
  measure(caseId: string, settings: MaskSettings): Promise<Reply<Measures | null>>;
  close(caseId: string): Promise<void>;
  /** Draws a sample lesion with its truth. */
  drawSample(spec: SampleSpec): Promise<Reply<SampleFiles>>;
  /** The same picture, small; an image file. */
  drawSmallSample(spec: SampleSpec, size: Size): Promise<Reply<Blob>>;
}
