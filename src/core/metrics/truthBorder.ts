/**
 * Whether a truth was drawn by hand or grown by a program, by its border: a grown one follows single pixels, a drawn one
 * is smooth. The masks of the ISIC archive are of both kinds, and the grown ones lie further in. On its pictures, at 256
 * and at 512 pixels alike, the raggedness has two heaps with a valley between them.
 * The Python twin is training/lentigo_training/grown.py.
 */
import type { Mask } from '@/core/raster/types';

export type TruthBorder = 'smooth' | 'ragged';

/** Pixels to each side of one: the majority of 5 × 5 smooths a border. */
const REACH = 2;
/** In the valley. */
const RAGGED = 0.1;
/** Pixels of the shorter side; of larger masks every second, third … row and column is looked at. */
const LARGEST = 512;

/** By the raggedness; null for a mask without a border. */
export function truthBorderOf(mask: Mask): TruthBorder | null {
  const raggedness = raggednessOf(mask);
  if (raggedness === null) return null;
  return raggedness > RAGGED ? 'ragged' : 'smooth';
}

/** Pixels that the majority around them flips, for each pixel of border; null for a mask without a border. */
export function raggednessOf(mask: Mask): number | null {
  const { width, height, data } = thin(mask);
  let border = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (x > 0 && data[at] !== data[at - 1]) border++;
      if (y > 0 && data[at] !== data[at - width]) border++;
    }
  }
  if (border === 0) return null;
  const majority = (2 * REACH + 1) ** 2 / 2;
  const around = sumAlong(sumAlong(data, width, height, 1, width), height, width, width, 1);
  let flipped = 0;
  for (let at = 0; at < data.length; at++) {
    if (around[at]! > majority !== (data[at] === 1)) flipped++;
  }
  return flipped / border;
}

function thin(mask: Mask): Mask {
  const step = Math.ceil(Math.min(mask.width, mask.height) / LARGEST);
  if (step === 1) return mask;
  const width = Math.ceil(mask.width / step);
  const height = Math.ceil(mask.height / step);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = y * step * mask.width;
    for (let x = 0; x < width; x++) data[y * width + x] = mask.data[row + x * step]!;
  }
  return { width, height, data };
}

/** Sums over the reach along one axis; beyond the end counts the last value. `step` leads along it, `stride` to the next line. */
function sumAlong(
  data: Uint8Array,
  length: number,
  lines: number,
  step: number,
  stride: number,
): Uint8Array {
  const sums = new Uint8Array(data.length);
  for (let line = 0; line < lines; line++) {
    const start = line * stride;
    const valueAt = (i: number) => data[start + Math.max(0, Math.min(length - 1, i)) * step]!;
    let sum = 0;
    for (let i = -REACH - 1; i < REACH; i++) sum += valueAt(i);
    for (let i = 0; i < length; i++) {
      sum += valueAt(i + REACH) - valueAt(i - REACH - 1);
      sums[start + i * step] = sum;
    }
  }
  return sums;
}
