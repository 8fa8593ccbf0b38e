/**
 * Otsu's threshold (1979), the oldest way to find a dark lesion on light skin and the baseline of every evaluation. In:
 * a picture. Out: the pixels at or below the threshold, as a mask of its size. Result as scikit-image's `threshold_otsu`
 * of the same grey.
 */
import { greyOf, toPixelWords } from '@/core/raster/pixelWords';
import type { Mask, RgbaImage } from '@/core/raster/types';

const LEVELS = 256;

/** Each pixel's grey. */
export function toGrey({ width, height, data }: RgbaImage): Uint8Array {
  const grey = new Uint8Array(width * height);
  const pixels = toPixelWords(data);
  for (let i = 0; i < grey.length; i++) grey[i] = greyOf(pixels[i]!);
  return grey;
}

/** The grey, 0..255, up to which a value counts as dark: the first with the greatest variance between the classes. */
export function findOtsuThreshold(grey: Uint8Array): number {
  const counts = new Int32Array(LEVELS);
  for (let i = 0, end = grey.length; i < end; i++) counts[grey[i]!]!++;
  const total = grey.length;
  const sum = counts.reduce((before, count, value) => before + count * value, 0);
  let below = 0;
  let sumBelow = 0;
  let best = 0;
  let greatest = -1;
  for (let value = 0; value < LEVELS - 1; value++) {
    below += counts[value]!;
    sumBelow += counts[value]! * value;
    const above = total - below;
    if (below === 0 || above === 0) continue;
    const difference = sumBelow / below - (sum - sumBelow) / above;
    const variance = below * above * difference * difference;
    if (variance > greatest) {
      greatest = variance;
      best = value;
    }
  }
  return greatest < 0 ? grey[0]! - 1 : best; // of a picture of one grey nothing is dark
}

/** Dark pixels are lesion; no clean-up. */
export function cutByOtsu(image: RgbaImage): Mask {
  const grey = toGrey(image);
  const threshold = findOtsuThreshold(grey);
  for (let i = 0; i < grey.length; i++) grey[i] = grey[i]! <= threshold ? 1 : 0;
  return { width: image.width, height: image.height, data: grey };
}
