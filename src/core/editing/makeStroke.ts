/** From the way of a pointer to a stroke. */
import type { Point } from '@/core/raster/fit';
import type { Size } from '@/core/raster/types';
import type { Stroke, StrokeKind, StrokeShape } from './types';

/** How the user draws. `radius` as a share of the picture's width. */
export type Brush = {
  readonly kind: StrokeKind;
  readonly shape: StrokeShape;
  readonly radius: number;
};

/** Points nearer to each other say nothing that the mask would show: a share of the radius, or of a pixel's side. */
const NEAR_RADIUS = 0.25;
const NEAR_PX = 1;

/** Decimals of a share that are kept: a fiftieth of a pixel in a picture of 2000. */
const DECIMALS = 1e5;

/** `points` in the picture's pixels, one at least; the last one always counts. */
export function makeStroke(brush: Brush, points: readonly Point[], picture: Size): Stroke {
  const near =
    brush.shape === 'brush'
      ? Math.max(NEAR_PX, NEAR_RADIUS * brush.radius * picture.width)
      : NEAR_PX;
  const kept: Point[] = [];
  points.forEach((point, i) => {
    const last = kept.at(-1);
    const isFar = last === undefined || Math.hypot(point.x - last.x, point.y - last.y) >= near;
    if (isFar || i === points.length - 1) kept.push(point);
  });
  return {
    ...brush,
    points: kept.flatMap(({ x, y }) => [round(x / picture.width), round(y / picture.height)]),
  };
}

function round(share: number): number {
  return Math.round(share * DECIMALS) / DECIMALS;
}
