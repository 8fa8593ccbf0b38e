import type { MaskSettings } from '@/core/mask/types';
import type { Point } from '@/core/raster/fit';
import type { Size } from '@/core/raster/types';

/** A straight line in a picture; pixels, origin at the first pixel's corner (its middle is 0.5). */
export type Segment = { readonly from: Point; readonly to: Point };

/** What a mask's form amounts to; lengths in the mask's pixels, areas in square pixels. */
export type ShapeMeasures = {
  readonly areaPx: number;
  /** Of all borders, holes included. */
  readonly perimeterPx: number;
  readonly longest: Segment;
  /** At a right angle to `longest`. */
  readonly perpendicular: Segment;
  /** Share of the area that has no counterpart when mirrored at the axis, 0..1. */
  readonly asymmetry: { readonly atLongAxis: number; readonly atShortAxis: number };
  /** P² / 4πA; 1 for a circle, more for a wavy or long border. */
  readonly borderIrregularity: number;
  /** Area / area of the convex hull, 0..1; less for notches and bays. */
  readonly solidity: number;
};

/** Everything that is measured of a case, in the picture's own pixels. */
export type Measures = ShapeMeasures & {
  /** Root mean square distance of the lesion's colours from their mean, CIELAB ΔE. */
  readonly colourVariegation: number;
  readonly size: Size;
  readonly settings: MaskSettings;
};
