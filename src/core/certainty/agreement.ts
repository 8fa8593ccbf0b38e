/**
 * How far several answers to one picture agree: the mean Dice of their masks with the mask of their mean. Low agreement
 * foretells a bad mask (Wang and others 2019, Neurocomputing 338: test-time augmentation as uncertainty).
 * training/lentigo_training/agreement.py is its twin and measures what the figure is worth.
 */
import { countLesionPx } from '@/core/mask/measure';
import { resizeProbabilities, thresholdMap } from '@/core/mask/toMask';
import type { MaskSettings } from '@/core/mask/types';
import { scoreMask } from '@/core/metrics/scoreMask';
import type { Fit, Mask, ProbabilityMap } from '@/core/raster/types';

/**
 * 0..1, or null where the mean has no lesion: there is nothing then to agree upon. Masks are made as the shown one is,
 * but at the maps' own size, bars cut off; a stretched picture's shares are the same there.
 */
export function measureAgreement(
  maps: readonly ProbabilityMap[],
  mean: ProbabilityMap,
  fit: Fit,
  settings: MaskSettings,
): number | null {
  const middle = cut(mean, fit, settings);
  if (countLesionPx(middle) === 0) return null;
  const sum = maps.reduce(
    (total, map) => total + scoreMask(cut(map, fit, settings), middle).dice,
    0,
  );
  return sum / maps.length;
}

function cut(map: ProbabilityMap, fit: Fit, settings: MaskSettings): Mask {
  const { placed } = fit;
  const size = { width: Math.round(placed.width), height: Math.round(placed.height) };
  const { threshold, keep, fillHoles } = settings; // what was drawn by hand is no answer of the network
  return thresholdMap(resizeProbabilities(map, fit, size), { threshold, keep, fillHoles }).mask;
}
