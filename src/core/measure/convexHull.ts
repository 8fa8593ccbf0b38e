import type { Point } from '@/core/raster/fit';
import type { Mask } from '@/core/raster/types';

/**
 * The convex hull of a mask: its corners in order, clockwise as seen, without repeats; none for an empty mask. A pixel
 * counts with the middles of its four sides, as in scikit-image's convex_hull_image.
 */
export function findHull({ width, height, data }: Mask): readonly Point[] {
  const left: Point[] = [];
  const right: Point[] = [];
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * width, (y + 1) * width);
    const first = row.indexOf(1);
    if (first < 0) continue;
    const last = row.lastIndexOf(1);
    addSide(left, { x: first + 0.5, y }, 'left');
    addSide(left, { x: first, y: y + 0.5 }, 'left');
    addSide(left, { x: first + 0.5, y: y + 1 }, 'left');
    addSide(right, { x: last + 0.5, y }, 'right');
    addSide(right, { x: last + 1, y: y + 0.5 }, 'right');
    addSide(right, { x: last + 0.5, y: y + 1 }, 'right');
  }
  const ring = [...right, ...left.reverse()];
  return ring.filter((point, i) => !isSame(point, ring[(i + 1) % ring.length]!));
}

/** Andrew's monotone chain, from top to bottom: drops what the next point leaves inside. */
function addSide(side: Point[], point: Point, which: 'left' | 'right'): void {
  const outward = which === 'left' ? 1 : -1;
  while (side.length >= 2) {
    const a = side[side.length - 2]!;
    const b = side[side.length - 1]!;
    const turn = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
    if (turn * outward < 0) break;
    side.pop();
  }
  side.push(point);
}

function isSame(a: Point, b: Point): boolean {
  return a.x === b.x && a.y === b.y;
}

/** Square pixels inside a convex ring of either direction (shoelace). */
export function hullArea(hull: readonly Point[]): number {
  let twice = 0;
  for (const [i, { x, y }] of hull.entries()) {
    const next = hull[(i + 1) % hull.length]!;
    twice += x * next.y - y * next.x;
  }
  return Math.abs(twice) / 2;
}
