/**
 * The grids of pixels that flow from file to scores. Index is `y * width + x`; origin top left; no browser objects.
 */

/** Pixels, positive whole numbers. */
export type Size = { readonly width: number; readonly height: number };

/** Upright picture, RGBA bytes 0..255, sRGB, alpha 255 (transparency was laid on white). */
export type RgbaImage = Size & { readonly data: Uint8ClampedArray };

/** 0 or 1 per pixel; 1 is lesion. A ground truth is a Mask like any other. */
export type Mask = Size & { readonly data: Uint8Array };

/** Probability of lesion, 0..1, at the model's size. */
export type ProbabilityMap = Size & { readonly data: Float32Array };

/** What the network wants to be given; comes from a model's card. */
export type InputSpec = {
  readonly size: Size;
  /** Values that byte 0 and byte 255 become. */
  readonly range: readonly [low: number, high: number];
  readonly fit: FitKind;
};

/** stretch: the whole frame, its sides scaled on their own. letterbox: whole frame, shape kept, bars of grey. */
export type FitKind = 'stretch' | 'letterbox';

/**
 * Where a picture lies in the model's square, so that results find the way back.
 * `placed` is the rectangle, in the model's pixels (fractions allowed), that holds the whole picture.
 */
export type Fit = {
  readonly kind: FitKind;
  readonly source: Size;
  readonly target: Size;
  readonly placed: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
};

/** Float32 NHWC, 1 × height × width × 3, in the spec's range. */
export type ModelInput = {
  readonly data: Float32Array;
  readonly size: Size;
  readonly fit: Fit;
};
