import { paintDeviation } from '@/core/certainty/paintDeviation';
import { resizeProbabilities } from '@/core/mask/toMask';
import type { CaseProbabilities } from './caseStore';
import { toImageData } from './canvas';
import { viewSize } from './developMask';

/** The map of a deviation at the view's size; `fit` and the model's size are those of any of the maps. */
export function paintUncertainty(
  { map, fit }: CaseProbabilities,
  deviation: Float32Array,
): Promise<ImageBitmap> {
  const plane = { width: map.width, height: map.height, data: deviation };
  const shown = resizeProbabilities(plane, fit, viewSize(fit.source));
  return createImageBitmap(toImageData(paintDeviation(shown, shown.data)));
}
