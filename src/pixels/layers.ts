import { assertNever } from '@/core/failure';
import { paintHeat } from '@/core/mask/paintHeat';
import { paintDifference, paintMask, paintTint } from '@/core/mask/paintLayers';
import type { Mask, ProbabilityMap, RgbaImage } from '@/core/raster/types';
import { toImageData } from './canvas';
import type { LayerKind } from './protocol';

/** What a layer is painted from, all of one size. */
export type LayerParts = {
  readonly mask: Mask;
  readonly probabilities: ProbabilityMap;
  readonly truth: Mask | null;
};

/** The layers that lie over the picture. */
export type OverKind = Exclude<LayerKind, 'figure'>;

/** A layer for the stage, of the mask's size. A difference without a truth is the tint. */
export function makeLayer(kind: OverKind, parts: LayerParts): Promise<ImageBitmap> {
  return createImageBitmap(toImageData(paintLayer(kind, parts)));
}

function paintLayer(kind: OverKind, { mask, probabilities, truth }: LayerParts): RgbaImage {
  switch (kind) {
    case 'tint':
      return paintTint(mask);
    case 'mask':
      return paintMask(mask);
    case 'heat':
      return paintHeat(probabilities);
    case 'difference':
      return truth === null ? paintTint(mask) : paintDifference(mask, truth);
    default:
      return assertNever(kind);
  }
}
