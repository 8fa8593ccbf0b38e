import { assertNever } from '@/core/failure';
import { paintDifference, paintMask, paintTint } from '@/core/mask/paintLayers';
import type { Mask, RgbaImage } from '@/core/raster/types';
import { toImageData } from './canvas';
import type { LayerKind } from './protocol';

/** A layer for the stage, of the mask's size. A difference needs a truth of that size; without one it is the tint. */
export function makeLayer(kind: LayerKind, mask: Mask, truth: Mask | null): Promise<ImageBitmap> {
  return createImageBitmap(toImageData(paintLayer(kind, mask, truth)));
}

function paintLayer(kind: LayerKind, mask: Mask, truth: Mask | null): RgbaImage {
  switch (kind) {
    case 'tint':
      return paintTint(mask);
    case 'mask':
      return paintMask(mask);
    case 'difference':
      return truth === null ? paintTint(mask) : paintDifference(mask, truth);
    default:
      return assertNever(kind);
  }
}
