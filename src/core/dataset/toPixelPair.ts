/** A picture and its truth at the size that is trained on, laid into the square as the network's input is. */
import { fitInto } from '@/core/raster/fit';
import { resizePlane } from '@/core/raster/resize';
import { toModelInput } from '@/core/raster/toModelInput';
import type { FitKind, Mask, RgbaImage } from '@/core/raster/types';
import type { PixelPair } from './types';

/** `image` may have been decoded smaller than the truth, which is of the picture's own size. */
export function toPixelPair(image: RgbaImage, truth: Mask, side: number, fit: FitKind): PixelPair {
  const size = { width: side, height: side };
  const { data } = toModelInput(image, { size, range: [0, 255], fit }, truth);
  const { placed } = fitInto(truth, size, fit);
  const plane = { ...truth, data: Float32Array.from(truth.data, (value) => value * 255) };
  const soft = resizePlane(plane, placed);
  const values = new Uint8Array(side * side);
  for (let y = 0; y < placed.height; y++) {
    for (let x = 0; x < placed.width; x++)
      values[(placed.y + y) * side + placed.x + x] = soft.data[y * placed.width + x]! + 0.5;
  }
  return { side, image: Uint8Array.from(data, (value) => value + 0.5), truth: values };
}

/** The pixels of a pair's picture as an opaque image. */
export function toRgba({ side, image }: PixelPair): RgbaImage {
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let i = 0; i < side * side; i++) {
    for (let channel = 0; channel < 3; channel++) data[i * 4 + channel] = image[i * 3 + channel]!;
  }
  return { width: side, height: side, data };
}

/** The truth where more than half of a pixel is lesion. */
export function toHardTruth({ side, truth }: PixelPair): Mask {
  return { width: side, height: side, data: truth.map((value) => (value > 127 ? 1 : 0)) };
}
