/**
 * From the network's probabilities to a mask: resized to the wanted size, then thresholded, then cleaned. The mask
 * itself is never resized. Corrections by hand come last.
 */
import { applyStrokes } from '@/core/editing/applyStrokes';
import {
  type Crop,
  forEachResizedRow,
  type Plane,
  resizedRows,
  resizePlane,
} from '@/core/raster/resize';
import type { Fit, Mask, ProbabilityMap, Size } from '@/core/raster/types';
import { runSteps, type Steps } from '@/core/steps';
import { type CleanMask, cleanUp } from './cleanUp';
import { findComponents } from './components';
import type { MaskSettings } from './types';

/** The mask at `size`, which is the picture's own unless a screen asks for fewer pixels. Makes no resized map. */
export function toMask(
  probabilities: ProbabilityMap,
  fit: Fit,
  settings: MaskSettings,
  size: Size = fit.source,
): Mask {
  return runSteps(maskSteps(probabilities, fit, settings, size));
}

/** The same with a pause after every row. */
export function* maskSteps(
  probabilities: ProbabilityMap,
  fit: Fit,
  settings: MaskSettings,
  { width, height }: Size = fit.source,
): Steps<Mask> {
  const data = new Uint8Array(width * height);
  let from = 0;
  for (const row of resizedRows(probabilities, { width, height }, placedCrop(fit))) {
    cutRow(row, settings.threshold, data, from);
    from += width;
    yield;
  }
  return finish({ width, height, data }, settings);
}

/**
 * A mask for each of `settings`, at the picture's own size, from one resizing; `visit` sees the rows of probabilities
 * on the way, as by `forEachProbabilityRow`.
 */
export function toMasks(
  probabilities: ProbabilityMap,
  fit: Fit,
  settings: readonly MaskSettings[],
  visit: (row: Float32Array, y: number) => void,
): readonly Mask[] {
  const { width, height } = fit.source;
  const masks = settings.map(() => new Uint8Array(width * height));
  forEachProbabilityRow(probabilities, fit, (row, y) => {
    settings.forEach(({ threshold }, i) => cutRow(row, threshold, masks[i]!, y * width));
    visit(row, y);
  });
  return masks.map((data, i) => finish({ width, height, data }, settings[i]!));
}

/** The probabilities at the picture's own size, row by row; `row` is reused. */
export function forEachProbabilityRow(
  probabilities: ProbabilityMap,
  fit: Fit,
  visit: (row: Float32Array, y: number) => void,
): void {
  forEachResizedRow(probabilities, fit.source, visit, placedCrop(fit));
}

/** The first half of `toMask`, to be kept while only the threshold moves: probabilities at `size`, bars cut off. */
export function resizeProbabilities(
  probabilities: ProbabilityMap,
  fit: Fit,
  size: Size,
): ProbabilityMap {
  return resizePlane(probabilities, { width: size.width, height: size.height }, placedCrop(fit));
}

/** The second half of `toMask`; tells the number of regions above the threshold, too, or of a corrected mask its own. */
export function thresholdMap(resized: ProbabilityMap, settings: MaskSettings): CleanMask {
  const { width, height } = resized;
  const data = new Uint8Array(width * height);
  cutRow(resized.data, settings.threshold, data, 0);
  const clean = cleanUp({ width, height, data }, settings);
  if (settings.strokes === undefined) return clean;
  applyStrokes(clean.mask, settings.strokes);
  return { mask: clean.mask, regions: findComponents(clean.mask, 1, 8).regions };
}

/** Clean-up and corrections; skips the search for regions where nobody needs it. */
function finish(mask: Mask, settings: MaskSettings): Mask {
  const isClean = settings.keep === 'all' && !settings.fillHoles;
  const clean = isClean ? mask : cleanUp(mask, settings).mask;
  applyStrokes(clean, settings.strokes ?? []);
  return clean;
}

function cutRow(row: Plane['data'], threshold: number, mask: Uint8Array, from: number): void {
  // the map holds float32: 0.6 there is a little more than 0.6 here, and a pixel at the threshold must count as lesion
  const cut = Math.fround(threshold);
  for (let x = 0; x < row.length; x++) mask[from + x] = row[x]! >= cut ? 1 : 0;
}

/** The whole pixels of the model's frame that show the picture. */
function placedCrop({ placed, target }: Fit): Crop {
  const x = Math.max(0, Math.floor(placed.x));
  const y = Math.max(0, Math.floor(placed.y));
  const right = Math.min(target.width, Math.ceil(placed.x + placed.width));
  const bottom = Math.min(target.height, Math.ceil(placed.y + placed.height));
  return { x, y, width: right - x, height: bottom - y };
}
