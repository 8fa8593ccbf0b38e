import type { Mask } from '@/core/raster/types';
import type { Ring } from './types';

/** Steps along pixel sides: right, down, left, up. */
const STEP_X = [1, 0, -1, 0] as const;
const STEP_Y = [0, 1, 0, -1] as const;
/** From a corner, facing a direction: the pixel ahead on the right is at corner + this; the one on the left is next. */
const RIGHT_X = [0, -1, -1, 0] as const;
const RIGHT_Y = [0, 0, -1, -1] as const;
const LEFT_X = [0, 0, -1, -1] as const;
const LEFT_Y = [-1, 0, 0, -1] as const;

/**
 * The boundary of a mask as closed rings through pixel corners, lesion always on the right hand: outer borders run
 * clockwise as seen, holes the other way round, so the rings' signed areas sum to the mask's. Pixels that touch by a
 * corner share a ring (8-connected). Points that lie on a straight line are merged.
 */
export function traceOutline(mask: Mask): Ring[] {
  const { width, height, data } = mask;
  const seen = new Uint8Array(data.length); // lesion pixels whose upper side was walked: every ring has one
  const rings: Ring[] = [];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const i = row + x;
      if (data[i] === 1 && seen[i] === 0 && (y === 0 || data[i - width] === 0))
        rings.push(walkRing(mask, seen, x, y));
    }
  }
  return rings;
}

/** From the upper left corner of pixel (x, y) along its upper side, round to where it began. */
function walkRing(
  { width, height, data }: Mask,
  seen: Uint8Array,
  startX: number,
  startY: number,
): Ring {
  const isLesion = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1;
  const points: number[] = [];
  let x = startX;
  let y = startY;
  let facing = 0;
  do {
    if (facing === 0) seen[y * width + x] = 1;
    x += STEP_X[facing]!;
    y += STEP_Y[facing]!;
    const before = facing;
    if (isLesion(x + LEFT_X[facing]!, y + LEFT_Y[facing]!)) facing = (facing + 3) % 4;
    else if (!isLesion(x + RIGHT_X[facing]!, y + RIGHT_Y[facing]!)) facing = (facing + 1) % 4;
    if (facing !== before) points.push(x, y);
  } while (x !== startX || y !== startY || facing !== 0);
  return Float32Array.from(points);
}

/** Area inside a ring in square pixels (shoelace), negative for a hole. */
export function ringArea(ring: Ring): number {
  let twice = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    twice += ring[i]! * ring[next + 1]! - ring[next]! * ring[i + 1]!;
  }
  return twice / 2;
}
