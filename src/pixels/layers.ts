import { assertNever } from '@/core/failure';
import { paintDifference, paintMask, paintTint } from '@/core/mask/paintLayers';
import type { Mask, RgbaImage } from '@/core/raster/types';
import type { LayerKind } from './protocol';

/** A layer for the stage, of the mask's size. A difference needs a truth of that size; without one it is the tint. */
export function makeLayer(kind: LayerKind, mask: Mask, truth: Mask | null): Promise<ImageBitmap> {
  return createImageBitmap(toImageData(paintLayer(kind, mask, truth)));
}

/** The browser's form of the same bytes; nothing is copied. */
export function toImageData({ width, height, data }: RgbaImage): ImageData {
  // no picture here lies in shared memory, which is what the type leaves open and ImageData refuses
  return new ImageData(data as Uint8ClampedArray<ArrayBuffer>, width, height);
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
