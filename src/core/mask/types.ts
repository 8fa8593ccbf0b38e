import type { Stroke } from '@/core/editing/types';

/** Which of the regions above the threshold stay. */
export type KeepRule = 'all' | 'largest' | 'central';

/** How probabilities become a mask. Defaults come from the model's card. */
export type MaskSettings = {
  /** Lesion where probability ≥ threshold; 0..1. */
  readonly threshold: number;
  /** 'central' weighs each region's area by a Gaussian around the picture's centre, sigma 0.22 of each side. */
  readonly keep: KeepRule;
  readonly fillHoles: boolean;
  /** What was drawn onto this very picture's mask by hand, done last; missing where nothing was. */
  readonly strokes?: readonly Stroke[];
};

/** A closed ring of corner points x0, y0, x1, y1, … in the mask's pixels; the last point joins the first. */
export type Ring = Float32Array;
