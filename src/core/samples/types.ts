/**
 * What a drawn lesion picture is made of. All lengths are shares of the picture's short side and points are shares of
 * its two sides, so that the same spec draws the same picture at any size.
 */
import type { Mask, RgbaImage, Size } from '@/core/raster/types';

/** 0..1 of the picture's sides, from the top left. */
export type Place = { readonly x: number; readonly y: number };

export type SampleSpec = {
  /** Of the picture that is worked on; thumbnails are drawn smaller. */
  readonly size: Size;
  /** The same number gives the same picture. */
  readonly seed: number;
  readonly skin: SkinSpec;
  readonly lesion: LesionSpec;
  readonly hairs: HairSpec | null;
  readonly ruler: RulerSpec | null;
  /** Number of gas bubbles in the gel. */
  readonly bubbles: number;
  readonly camera: CameraSpec;
};

/** Optical density that pigment and blood add, see toColour.ts. */
export type SkinSpec = {
  /** 0.04 very light … 1.5 dark. */
  readonly melanin: number;
  /** 0.05 pale … 0.4 flushed. */
  readonly blood: number;
  /** How strongly furrows, blotches and freckles show, 0..1. */
  readonly texture: number;
};

export type LesionSpec = {
  readonly centre: Place;
  /** Radius of the circle of the same area. */
  readonly radius: number;
  /** Long axis over short axis, ≥ 1. */
  readonly elongation: number;
  /** Size of the outline's waves, 0 (an ellipse) .. 0.3. */
  readonly irregularity: number;
  /** Width of the change from skin to lesion, a share of the lesion's radius. The outline is its middle. */
  readonly softness: number;
  /** How far pigment runs out or holds back there, evenly both ways, a share of the softness. */
  readonly feather: number;
  /** Density beyond the skin's, 0.2 faint .. 4 nearly black. */
  readonly melanin: number;
  readonly blood: number;
  /** How far its browns differ, 0..1. */
  readonly variety: number;
  /** Strength of the pigment network, 0..1. */
  readonly network: number;
  /** Strength of dark blotches, 0..1. */
  readonly blotches: number;
};

export type HairSpec = {
  readonly count: number;
  readonly width: number;
  /** Red, green, blue, 0..1 sRGB. */
  readonly colour: readonly [number, number, number];
};

/** Scale marks from `from` to `to`, one a millimetre. */
export type RulerSpec = { readonly from: Place; readonly to: Place; readonly millimetres: number };

export type CameraSpec = {
  /** Radius of the lit circle around the middle; null where light fills the frame. */
  readonly vignette: number | null;
  /** Sigma of the blur. */
  readonly blur: number;
  /** Standard deviation of the sensor's noise at the spec's own size, bytes 0..255. */
  readonly grain: number;
};

/** A picture and its exactly known truth, of the same size. */
export type DrawnSample = { readonly image: RgbaImage; readonly truth: Mask };

/** Red, green, blue of each pixel, 0..1 sRGB, index `(y * width + x) * 3`; what the picture is while it is painted. */
export type Canvas = Size & { readonly data: Float32Array };
