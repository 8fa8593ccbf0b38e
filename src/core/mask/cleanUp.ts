import type { Mask } from '@/core/raster/types';
import { areasPx, type Components, findBorderRegions, findComponents } from './components';
import type { KeepRule, MaskSettings } from './types';

/** Width of the Gaussian that prefers central regions, as a share of each side: its half height is at a quarter. */
const CENTRE_SIGMA = 0.22;

/** A mask, and how many regions it had before any was dropped. */
export type CleanMask = { readonly mask: Mask; readonly regions: number };

/**
 * Keeps the regions that the rule names (8-connected), then fills holes (4-connected background that does not reach the
 * border). Returns the same mask where nothing changes; the given one is never written to.
 */
export function cleanUp(
  mask: Mask,
  { keep, fillHoles }: Pick<MaskSettings, 'keep' | 'fillHoles'>,
): CleanMask {
  const components = findComponents(mask, 1, 8);
  const kept = keepRegions(mask, components, keep);
  return { mask: fillHoles ? fillHolesOf(kept) : kept, regions: components.regions };
}

function keepRegions(mask: Mask, components: Components, keep: KeepRule): Mask {
  if (keep === 'all' || components.regions < 2) return mask;
  const kept = indexOfLargest(
    keep === 'largest' ? areasPx(components) : weighCentre(components, mask),
  );
  const data = new Uint8Array(mask.data.length);
  for (let run = 0; run < components.runs; run++) {
    if (components.region[run] !== kept) continue;
    const row = components.y[run]! * mask.width;
    data.fill(1, row + components.start[run]!, row + components.end[run]!);
  }
  return { ...mask, data };
}

/** Area of each region under a Gaussian around the picture's centre: the product of one across and one down. */
function weighCentre(
  { regions, runs, y, start, end, region }: Components,
  mask: Mask,
): Float64Array {
  const columns = runningSums(gaussian(mask.width));
  const rows = gaussian(mask.height);
  const weights = new Float64Array(regions);
  for (let run = 0; run < runs; run++) {
    weights[region[run]!]! += rows[y[run]!]! * (columns[end[run]!]! - columns[start[run]!]!);
  }
  return weights;
}

function gaussian(length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => {
    const distance = ((i + 0.5) / length - 0.5) / CENTRE_SIGMA;
    return Math.exp(-0.5 * distance * distance);
  });
}

/** Element i is the sum of the first i values. */
function runningSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i]! + values[i]!;
  return sums;
}

/** The first of the largest. */
function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

function fillHolesOf(mask: Mask): Mask {
  const background = findComponents(mask, 0, 4);
  const outside = findBorderRegions(background, mask);
  if (!outside.includes(0)) return mask;
  const data = mask.data.slice();
  for (let run = 0; run < background.runs; run++) {
    if (outside[background.region[run]!]) continue;
    const row = background.y[run]! * mask.width;
    data.fill(1, row + background.start[run]!, row + background.end[run]!);
  }
  return { ...mask, data };
}
