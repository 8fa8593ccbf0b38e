/** The part of PixelsApi that fine-tuning asks for: types only. */
import type { PairFacts } from '@/core/dataset/checks';
import type { AugmentSettings, PixelPair } from '@/core/dataset/types';
import type { Reply } from '@/core/failure';
import type { FitKind, ProbabilityMap } from '@/core/raster/types';

/** A picture and its truth as files, both PNG. */
export type SampleFiles = { readonly picture: Blob; readonly truth: Blob };

export type PrepareOptions = {
  /** Pixels; the pair's side. */
  readonly side: number;
  /** How the network's input is laid into the square. */
  readonly fit: FitKind;
  /** Of a truth in colours: which one is the lesion, 0xRRGGBB; null takes grey truths only. */
  readonly lesionColour: number | null;
};

export type PreparedPair = {
  readonly facts: Omit<PairFacts, 'id'>;
  /** Transferred. */
  readonly pair: PixelPair;
  /** The picture with its truth's outline, small; an image file. */
  readonly thumbnail: Blob;
  /** The truth as grey PNG at the picture's size, where the given file was of another size or in colours. */
  readonly truthFile: Blob | null;
};

export interface TrainingPixels {
  /**
   * Reads a picture and its truth. A truth of another size but the same shape is resized to the picture (nearest
   * pixel). Failures: of a file, truth-size-differs, truth-in-colours.
   */
  prepareTraining(
    picture: Blob,
    truth: Blob,
    options: PrepareOptions,
  ): Promise<Reply<PreparedPair>>;
  /** Copies of the pairs at another side. Lets other calls go first. */
  resizeForTraining(
    pairs: readonly PixelPair[],
    side: number,
  ): Promise<Reply<readonly PixelPair[]>>;
  /** What augmentation makes of a pair: so many views, each with its truth's outline; image files. */
  drawViews(
    pair: PixelPair,
    settings: AugmentSettings,
    seed: number,
    count: number,
  ): Promise<Reply<readonly Blob[]>>;
  /** The pair as PNG files: the picture, and its truth in ISIC's form. */
  encodePair(pair: PixelPair): Promise<Reply<SampleFiles>>;
  /** The picture with the outlines of its truth and of the network's answer; an image file. */
  drawPreview(pair: PixelPair, probabilities: ProbabilityMap): Promise<Reply<Blob>>;
}
