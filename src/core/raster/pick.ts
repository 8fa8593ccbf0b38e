import type { Point } from './fit';
import type { Plane } from './resize';
import type { Size } from './types';

/**
 * The value of a plane that shows a picture of `size`, where pixel `point` of the picture (whole numbers) lies; points
 * outside take the nearest. Exact where the plane has the picture's size, the nearest of the view's values otherwise.
 */
export function pick(plane: Plane, size: Size, point: Point): number {
  const x = Math.floor(((point.x + 0.5) * plane.width) / size.width);
  const y = Math.floor(((point.y + 0.5) * plane.height) / size.height);
  const column = Math.min(plane.width - 1, Math.max(0, x));
  const row = Math.min(plane.height - 1, Math.max(0, y));
  return plane.data[row * plane.width + column]!;
}
