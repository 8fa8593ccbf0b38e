/**
 * The two diameters that a ruler would take of a lesion: the longest, and the longest at a right angle to it. Both are
 * chords of the convex hull, so a notch does not shorten them. Source: WHO Handbook for Reporting Results of Cancer
 * Treatment 1979 (longest diameter and its longest perpendicular).
 */
import type { Point } from '@/core/raster/fit';
import type { Segment } from './types';

/** In pixels. */
export function lengthOf({ from, to }: Segment): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

/** The two corners of the hull that lie farthest apart (Feret's largest diameter). The hull has two corners at least. */
export function findLongest(hull: readonly Point[]): Segment {
  let longest = { from: hull[0]!, to: hull[0]! };
  let most = -1;
  for (const [i, from] of hull.entries()) {
    for (let j = i + 1; j < hull.length; j++) {
      const to = hull[j]!;
      const square = (to.x - from.x) ** 2 + (to.y - from.y) ** 2;
      if (square > most) {
        most = square;
        longest = { from, to };
      }
    }
  }
  return longest;
}

/**
 * The longest chord of the hull at a right angle to `longest`. Between two corners the chord's length changes evenly, so
 * the longest one starts at a corner.
 */
export function findPerpendicular(hull: readonly Point[], longest: Segment): Segment {
  const length = lengthOf(longest) || 1;
  const along = {
    x: (longest.to.x - longest.from.x) / length,
    y: (longest.to.y - longest.from.y) / length,
  };
  let best: Segment = { from: longest.from, to: longest.from };
  for (const corner of hull) {
    const chord = chordAt(hull, along, corner);
    if (lengthOf(chord) > lengthOf(best)) best = chord;
  }
  return best;
}

/** The chord through a corner, at a right angle to `along`: from the corner to the farthest crossing of the hull. */
function chordAt(hull: readonly Point[], along: Point, corner: Point): Segment {
  const place = (point: Point) => (point.x - corner.x) * along.x + (point.y - corner.y) * along.y;
  let farthest = corner;
  let most = 0;
  for (const [i, a] of hull.entries()) {
    const b = hull[(i + 1) % hull.length]!;
    const before = place(a);
    const after = place(b);
    if (before * after > 0) continue; // both on one side
    const share = before === after ? 0 : before / (before - after);
    const crossing = { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
    const distance = lengthOf({ from: corner, to: crossing });
    if (distance > most) {
      most = distance;
      farthest = crossing;
    }
  }
  return { from: corner, to: farthest };
}
