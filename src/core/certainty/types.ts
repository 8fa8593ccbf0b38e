import type { MaskSettings } from '@/core/mask/types';
import type { ProbabilityMap } from '@/core/raster/types';

/** Several maps of one picture in one. */
export type CombinedMaps = {
  /** Of each pixel, 0..1. */
  readonly mean: ProbabilityMap;
  /** Standard deviation of each pixel, 0..0.5; index `y * width + x`. */
  readonly deviation: Float32Array;
};

/** How far the network agrees with itself about one picture. */
export type Certainty = {
  /** Mean Dice of the maps' masks with the mask of their mean, 0..1; null where that has no lesion. */
  readonly agreement: number | null;
  /** How many maps it was made of: the picture as it is, its flips and turns. */
  readonly maps: number;
  readonly settings: MaskSettings;
};
