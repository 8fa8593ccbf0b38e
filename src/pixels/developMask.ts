/**
 * A case's mask: as the screen shows it, at a size that keeps up with a slider, and at the picture's own size. Both come
 * from the same probabilities; where the picture is no larger than the view they are the same mask.
 */
import { countLesionPx, touchesBorder } from '@/core/mask/measure';
import { traceOutline } from '@/core/mask/outline';
import { smoothRing } from '@/core/mask/smoothRing';
import { resizeProbabilities, thresholdMap, toMask } from '@/core/mask/toMask';
import type { MaskSettings, Ring } from '@/core/mask/types';
import { resizeNearest } from '@/core/raster/nearest';
import type { Fit, Mask, ProbabilityMap, Size } from '@/core/raster/types';
import type { CaseProbabilities, CaseTruth } from './caseStore';
import { makeLayer } from './layers';
import type { DevelopedMask, LayerKind } from './protocol';

/** More pixels than the stage of a large screen has, and few enough for some 20 ms a move of the slider. */
const MOST_VIEW_PX = 2_000_000;

/** The size of everything that is shown over a picture of `size`: that size, or the same shape within the limit. */
export function viewSize({ width, height }: Size): Size {
  const scale = Math.min(1, Math.sqrt(MOST_VIEW_PX / (width * height)));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** Resizes the network's answer once; the sliders only cut it. */
export function prepareProbabilities(map: ProbabilityMap, fit: Fit): CaseProbabilities {
  return { map, fit, viewMap: resizeProbabilities(map, fit, viewSize(fit.source)) };
}

/** Fits a truth to the view once. */
export function prepareTruth(mask: Mask): CaseTruth {
  const view = viewSize(mask);
  const viewMask = isSameSize(mask, view) ? mask : resizeNearest(mask, view);
  return { mask, viewMask, viewOutline: traceShares(viewMask) };
}

/** What the stage draws over the picture, and the figures beside it. */
export async function developMask(
  probabilities: CaseProbabilities,
  truth: CaseTruth | null,
  settings: MaskSettings,
  layer: LayerKind,
): Promise<DevelopedMask> {
  const { mask, regions } = thresholdMap(probabilities.viewMap, settings);
  return {
    layer: await makeLayer(layer, mask, truth?.viewMask ?? null),
    outline: traceShares(mask),
    truthOutline: truth?.viewOutline ?? [],
    lesionShare: countLesionPx(mask) / mask.data.length,
    regions,
    touchesBorder: touchesBorder(mask),
  };
}

/** The mask at the picture's own size. */
export function fullMask({ map, fit, viewMap }: CaseProbabilities, settings: MaskSettings): Mask {
  return isSameSize(viewMap, fit.source)
    ? thresholdMap(viewMap, settings).mask
    : toMask(map, fit, settings);
}

/** Rings for drawing, without the pixels' stairs, as shares of the sides, 0..1. */
function traceShares(mask: Mask): Ring[] {
  return traceOutline(mask).map((ring) =>
    smoothRing(ring).map((value, i) => value / (i % 2 === 0 ? mask.width : mask.height)),
  );
}

export function isSameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}
