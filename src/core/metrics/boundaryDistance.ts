/**
 * How far two outlines lie apart. In: a mask and a truth of the same size. Out: two distances in pixels.
 * Definitions and results are those of MedPy 0.5 (`hd95`, `assd`, connectivity 1): the surface of a mask is its pixels
 * that have a side in common with a pixel outside it, the picture's border counting as outside; each surface pixel
 * of either mask has a distance to the other mask's nearest surface pixel; both lists are put together.
 */
import type { Mask } from '@/core/raster/types';
import type { Steps } from '@/core/steps';
import { squaredDistances } from './squaredDistances';
import { type Box, findSurface } from './surface';

export type BoundaryDistances =
  | {
      readonly kind: 'measured';
      /** 95th percentile of the distances (linear between ranks, as numpy's), px. */
      readonly hausdorff95Px: number;
      /** Mean of the distances (average symmetric surface distance), px. */
      readonly meanSurfacePx: number;
    }
  /** One of the two has no pixel, so there is no surface to be far from. */
  | { readonly kind: 'undefined'; readonly empty: 'mask' | 'truth' | 'both' };

const PERCENTILE = 0.95;

/** Pauses every few rows; see `runSteps`. Throws RangeError where the sizes differ, which is a caller's mistake. */
export function* measureBoundary(mask: Mask, truth: Mask): Steps<BoundaryDistances> {
  if (mask.width !== truth.width || mask.height !== truth.height) {
    throw new RangeError(
      `mask ${mask.width} × ${mask.height}, truth ${truth.width} × ${truth.height}`,
    );
  }
  const maskBox = boxOf(mask);
  const truthBox = boxOf(truth);
  if (maskBox === null || truthBox === null) {
    const empty = maskBox !== null ? 'truth' : truthBox !== null ? 'mask' : 'both';
    return { kind: 'undefined', empty };
  }
  // outside the box that holds both there is no surface: leaving it out changes nothing
  const box = unite(maskBox, truthBox);
  const maskSurface = yield* findSurface(mask, box);
  const truthSurface = yield* findSurface(truth, box);
  const there = yield* squaredDistances(maskSurface, truthSurface);
  const back = yield* squaredDistances(truthSurface, maskSurface);
  const sorted = new Float64Array(there.length + back.length);
  sorted.set(there);
  sorted.set(back, there.length);
  for (let i = 0; i < sorted.length; i++) sorted[i] = Math.sqrt(sorted[i]!);
  sorted.sort();
  return {
    kind: 'measured',
    hausdorff95Px: percentile(sorted, PERCENTILE),
    meanSurfacePx: sorted.reduce((sum, distance) => sum + distance, 0) / sorted.length,
  };
}

function boxOf({ width, height, data }: Mask): Box | null {
  const first = data.indexOf(1);
  if (first < 0) return null;
  const top = Math.floor(first / width);
  const bottom = Math.floor(data.lastIndexOf(1) / width);
  let left = width;
  let right = -1;
  for (let y = top; y <= bottom && y < height; y++) {
    const row = data.subarray(y * width, (y + 1) * width);
    const start = row.indexOf(1);
    if (start < 0) continue;
    left = Math.min(left, start);
    right = Math.max(right, row.lastIndexOf(1));
  }
  return { left, top, right, bottom };
}

function unite(a: Box, b: Box): Box {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** numpy.percentile's default: linear between the two nearest ranks. */
function percentile(sorted: Float64Array, share: number): number {
  const rank = share * (sorted.length - 1);
  const below = Math.floor(rank);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (rank - below);
}
