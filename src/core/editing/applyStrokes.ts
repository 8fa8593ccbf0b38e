/** Strokes onto a mask. A pixel belongs to a stroke where its middle does. */
import type { Mask } from '@/core/raster/types';
import type { Stroke } from './types';

/** A point and, of the brush, its radius; pixels. */
type Dab = { readonly x: number; readonly y: number };

/** Writes `strokes`, the first first, into `mask`. */
export function applyStrokes(mask: Mask, strokes: readonly Stroke[]): void {
  for (const { kind, shape, radius, points } of strokes) {
    const dabs = toDabs(points, mask);
    const value = kind === 'add' ? 1 : 0;
    if (shape === 'area') fillArea(mask, dabs, value);
    else sweepBrush(mask, dabs, radius * mask.width, value);
  }
}

function toDabs(points: readonly number[], { width, height }: Mask): readonly Dab[] {
  const dabs: Dab[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) {
    dabs.push({ x: points[i]! * width, y: points[i + 1]! * height });
  }
  return dabs;
}

function sweepBrush(mask: Mask, dabs: readonly Dab[], radius: number, value: 0 | 1): void {
  dabs.forEach((dab, i) => sweep(mask, dabs[Math.max(0, i - 1)]!, dab, radius, value));
}

/**
 * A disc moved from `a` to `b`. What a row has of it is one piece, and ends on one of the two discs at the ends or on one
 * of the two lines that touch both.
 */
function sweep(mask: Mask, a: Dab, b: Dab, radius: number, value: 0 | 1): void {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  // at a right angle to the way, as long as the radius
  const side =
    length === 0
      ? { x: 0, y: 0 }
      : { x: (-(b.y - a.y) / length) * radius, y: ((b.x - a.x) / length) * radius };
  const first = Math.max(0, Math.floor(Math.min(a.y, b.y) - radius));
  const last = Math.min(mask.height - 1, Math.ceil(Math.max(a.y, b.y) + radius));
  for (let y = first; y <= last; y++) {
    const middle = y + 0.5;
    let from = Infinity;
    let to = -Infinity;
    for (const { x, y: centre } of [a, b]) {
      const square = radius * radius - (middle - centre) ** 2;
      if (square < 0) continue;
      const half = Math.sqrt(square);
      from = Math.min(from, x - half);
      to = Math.max(to, x + half);
    }
    for (const sign of [1, -1]) {
      const x = crossing(
        { x: a.x + sign * side.x, y: a.y + sign * side.y },
        { x: b.x + sign * side.x, y: b.y + sign * side.y },
        middle,
      );
      if (x === null) continue;
      from = Math.min(from, x);
      to = Math.max(to, x);
    }
    fillRow(mask, y, from, to, value);
  }
}

/** By the winding rule: a line that runs over itself leaves no holes. */
function fillArea(mask: Mask, dabs: readonly Dab[], value: 0 | 1): void {
  const ys = dabs.map(({ y }) => y);
  const first = Math.max(0, Math.floor(Math.min(...ys)));
  const last = Math.min(mask.height - 1, Math.ceil(Math.max(...ys)));
  for (let y = first; y <= last; y++) {
    const crossings: { x: number; turn: 1 | -1 }[] = [];
    dabs.forEach((a, i) => {
      const b = dabs[(i + 1) % dabs.length]!;
      const x = crossing(a, b, y + 0.5);
      if (x !== null) crossings.push({ x, turn: b.y > a.y ? 1 : -1 });
    });
    crossings.sort((one, other) => one.x - other.x);
    let winding = 0;
    crossings.forEach(({ x, turn }, i) => {
      winding += turn;
      if (winding !== 0) fillRow(mask, y, x, crossings[i + 1]?.x ?? x, value);
    });
  }
}

/** Where the line from `a` to `b` crosses a height, its upper end included and its lower one not; null where it does not. */
function crossing(a: Dab, b: Dab, y: number): number | null {
  if (a.y <= y === b.y <= y) return null;
  return a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x);
}

/** The pixels of a row whose middles lie from `from` to `to`. */
function fillRow({ width, data }: Mask, y: number, from: number, to: number, value: 0 | 1): void {
  const start = Math.max(0, Math.ceil(from - 0.5));
  const end = Math.min(width, Math.floor(to - 0.5) + 1);
  if (start < end) data.fill(value, y * width + start, y * width + end);
}
