/** A picture with its truth as training takes them: square, both at one size. */

/** Index is `y * side + x`, three bytes a pixel in `image`; origin top left. */
export type PixelPair = {
  /** Pixels. */
  readonly side: number;
  /** side × side × 3, RGB bytes, sRGB. */
  readonly image: Uint8Array;
  /** side × side; 0..255 is the share of lesion in a pixel. */
  readonly truth: Uint8Array;
};

/** What a view of a picture may differ in from the picture. */
export type AugmentSettings = {
  /** Turned by any angle. */
  readonly rotations: boolean;
  /** Mirrored, left and right, top and bottom. */
  readonly flips: boolean;
  /** Nearer and farther, and moved. */
  readonly zooms: boolean;
  /** Brighter, darker, warmer, colder, more or less contrast. */
  readonly colour: boolean;
};

/**
 * Another view of a pair, of the same side; the truth moves with the picture. `random` gives 0 ≤ n < 1, and the same
 * numbers give the same view.
 */
export type AugmentPair = (
  pair: PixelPair,
  settings: AugmentSettings,
  random: () => number,
) => PixelPair;
