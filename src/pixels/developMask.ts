/**
 * A case's mask: as the screen shows it, at a size that keeps up with a slider, and at the picture's own size. Both come
 * from the same probabilities; where the picture is no larger than the view they are the same mask.
 */
import { countLesionPx, touchesBorder } from '@/core/mask/measure';
import { traceOutline } from '@/core/mask/outline';
import { fromRuns, type MaskRuns, toRuns } from '@/core/mask/runs';
import { smoothRing } from '@/core/mask/smoothRing';
import { maskSteps, resizeProbabilities, thresholdMap } from '@/core/mask/toMask';
import type { MaskSettings, Ring } from '@/core/mask/types';
import { resizeNearest } from '@/core/raster/nearest';
import type { Fit, Mask, ProbabilityMap, Size } from '@/core/raster/types';
import { runSteps, type Steps } from '@/core/steps';
import type { CaseProbabilities, CaseTruth } from './caseStore';
import type { LayerParts } from './layers';
import type { DevelopedMask } from './protocol';

/** More pixels than the stage of a large screen has, and few enough for some 20 ms a move of the slider. */
const MOST_VIEW_PX = 1_400_000;

/** The size of everything that is shown over a picture of `size`: that size, or the same shape within the limit. */
export function viewSize({ width, height }: Size, mostPx = MOST_VIEW_PX): Size {
  const scale = Math.min(1, Math.sqrt(mostPx / (width * height)));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** Resizes the network's answer when it is first looked at; the sliders only cut it. */
export function prepareProbabilities(map: ProbabilityMap, fit: Fit): CaseProbabilities {
  let viewMap: ProbabilityMap | null = null;
  return {
    map,
    fit,
    get viewMap() {
      return (viewMap ??= resizeProbabilities(map, fit, viewSize(fit.source)));
    },
    forget() {
      viewMap = null;
    },
  };
}

/** Fits a truth to the view when it is first looked at. Forgotten, it is held as runs. */
export function prepareTruth(truth: Mask): CaseTruth {
  let held: Mask | MaskRuns = truth;
  let viewMask: Mask | null = null;
  let viewOutline: readonly Ring[] | null = null;
  return {
    get mask() {
      if ('lengths' in held) held = fromRuns(held);
      return held;
    },
    get viewMask() {
      return (viewMask ??= toViewMask(this.mask));
    },
    get viewOutline() {
      return (viewOutline ??= traceShares(this.viewMask));
    },
    forget() {
      if ('data' in held) held = toRuns(held);
      viewMask = null;
      viewOutline = null;
    },
  };
}

function toViewMask(mask: Mask): Mask {
  const view = viewSize(mask);
  return isSameSize(mask, view) ? mask : resizeNearest(mask, view);
}

/** What the stage draws over the picture, painted by `paint` from parts of the view's size, and the figures beside it. */
export async function developMask(
  probabilities: CaseProbabilities,
  truth: CaseTruth | null,
  settings: MaskSettings,
  paint: (parts: LayerParts) => Promise<ImageBitmap>,
): Promise<DevelopedMask> {
  const { viewMap } = probabilities;
  const { mask, regions } = thresholdMap(viewMap, settings);
  return {
    layer: await paint({ mask, probabilities: viewMap, truth: truth?.viewMask ?? null }),
    outline: traceShares(mask),
    truthOutline: truth?.viewOutline ?? [],
    lesionShare: countLesionPx(mask) / mask.data.length,
    regions,
    touchesBorder: touchesBorder(mask),
  };
}

/** The mask at the picture's own size. */
export function fullMask(probabilities: CaseProbabilities, settings: MaskSettings): Mask {
  return runSteps(fullMaskSteps(probabilities, settings));
}

/** The same with pauses: twelve megapixels take a blink of an eye. */
export function* fullMaskSteps(
  { map, fit, viewMap }: CaseProbabilities,
  settings: MaskSettings,
): Steps<Mask> {
  if (isSameSize(viewMap, fit.source)) return thresholdMap(viewMap, settings).mask;
  return yield* maskSteps(map, fit, settings);
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
