/**
 * Antialiased resizing by Pillow's triangle filter (Image.resize with BILINEAR): a separable tent, as wide as the
 * reduction, half-pixel centres, weights normalised at the borders. training/ reads its pictures by the same rule, so
 * the network sees here what it learned from. Source: Pillow, src/libImaging/Resample.c.
 */
import type { RgbaImage, Size } from './types';

/** A stretch of a row or column, in pixels: from `start`, `length` long. */
type Span = { readonly start: number; readonly length: number };

/** For each target pixel: where its source pixels start, how many, and their weights (`taps` a pixel, sum 1). */
type Filter = {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Float64Array;
  readonly taps: number;
};

/** Weights as 22-bit fixed point: 8 bits of pixel and 2 bits of headroom fill the other bits of an int32. */
const WEIGHT_BITS = 22;
const HALF = 1 << (WEIGHT_BITS - 1);

/**
 * RGB at `target`'s size, as bytes `width * height * 3`. Each pass (across, then down) rounds to bytes, as Pillow does;
 * alpha is not read.
 */
export function resizeRgb(image: RgbaImage, target: Size): Uint8ClampedArray {
  const across = toFixedPoint(makeFilter({ start: 0, length: image.width }, target.width));
  const down = toFixedPoint(makeFilter({ start: 0, length: image.height }, target.height));
  const narrowed = narrowRows(image, target.width, across);
  const row = target.width * 3;
  const result = new Uint8ClampedArray(row * target.height);
  const sums = new Int32Array(row);
  for (let y = 0; y < target.height; y++) {
    sums.fill(HALF);
    for (let tap = 0; tap < down.counts[y]!; tap++) {
      const weight = down.weights[y * down.taps + tap]!;
      const from = (down.starts[y]! + tap) * row;
      for (let i = 0; i < row; i++)
        sums[i] = (sums[i]! + Math.imul(narrowed[from + i]!, weight)) | 0;
    }
    const to = y * row;
    for (let i = 0; i < row; i++) result[to + i] = sums[i]! >> WEIGHT_BITS;
  }
  return result;
}

/** The pass across: RGBA rows of the image to RGB rows of `width`. */
function narrowRows(image: RgbaImage, width: number, filter: FixedFilter): Uint8ClampedArray {
  const { starts, counts, weights, taps } = filter;
  const { data } = image;
  const result = new Uint8ClampedArray(width * 3 * image.height);
  let to = 0;
  for (let y = 0; y < image.height; y++) {
    const row = y * image.width;
    for (let x = 0; x < width; x++) {
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      let from = (row + starts[x]!) * 4;
      const first = x * taps;
      const last = first + counts[x]!;
      for (let tap = first; tap < last; tap++, from += 4) {
        const weight = weights[tap]!;
        red = (red + Math.imul(data[from]!, weight)) | 0;
        green = (green + Math.imul(data[from + 1]!, weight)) | 0;
        blue = (blue + Math.imul(data[from + 2]!, weight)) | 0;
      }
      result[to] = red >> WEIGHT_BITS;
      result[to + 1] = green >> WEIGHT_BITS;
      result[to + 2] = blue >> WEIGHT_BITS;
      to += 3;
    }
  }
  return result;
}

/** A plane of numbers, index `y * width + x`. */
export type Plane = Size & { readonly data: Float32Array };

/** A rectangle of whole pixels. */
export type Crop = Size & { readonly x: number; readonly y: number };

/**
 * The plane (or the `crop` of it) resized to `target`, without rounding, handed on row by row, so that a large result
 * need never exist whole. `row` is reused: it holds `target.width` values during the call only.
 */
export function forEachResizedRow(
  plane: Plane,
  target: Size,
  visit: (row: Float32Array, y: number) => void,
  crop: Crop = { x: 0, y: 0, width: plane.width, height: plane.height },
): void {
  const across = makeFilter({ start: crop.x, length: crop.width }, target.width);
  const down = makeFilter({ start: crop.y, length: crop.height }, target.height);
  const widened = widenRows(plane, crop, target.width, across);
  const row = new Float32Array(target.width);
  for (let y = 0; y < target.height; y++) {
    const taps: Tap[] = [];
    for (let tap = 0; tap < down.counts[y]!; tap++) {
      const weight = down.weights[y * down.taps + tap]!;
      const from = (down.starts[y]! + tap - crop.y) * target.width;
      if (weight !== 0) taps.push({ weight, from });
    }
    blendRows(widened, taps, row);
    visit(row, y);
  }
}

/** The plane resized to `target` as a whole. */
export function resizePlane(plane: Plane, target: Size, crop?: Crop): Plane {
  const data = new Float32Array(target.width * target.height);
  forEachResizedRow(plane, target, (row, y) => data.set(row, y * target.width), crop);
  return { ...target, data };
}

type Tap = { readonly weight: number; readonly from: number };

/** Weighted sum of rows of `width = row.length` that start at the taps' `from`. */
function blendRows(rows: Float32Array, taps: readonly Tap[], row: Float32Array): void {
  const [first, second] = taps;
  if (first !== undefined && second !== undefined && taps.length === 2) {
    // enlarging, which is what masks do, meets two rows: one loop without a second visit of the result
    for (let x = 0; x < row.length; x++) {
      row[x] = rows[first.from + x]! * first.weight + rows[second.from + x]! * second.weight;
    }
    return;
  }
  row.fill(0);
  for (const { weight, from } of taps) {
    for (let x = 0; x < row.length; x++) row[x] = row[x]! + rows[from + x]! * weight;
  }
}

/** The pass across, for the rows inside the crop. */
function widenRows(plane: Plane, crop: Crop, width: number, filter: Filter): Float32Array {
  const { starts, counts, weights, taps } = filter;
  const result = new Float32Array(width * crop.height);
  for (let y = 0; y < crop.height; y++) {
    const row = (crop.y + y) * plane.width;
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let tap = 0; tap < counts[x]!; tap++) {
        sum += plane.data[row + starts[x]! + tap]! * weights[x * taps + tap]!;
      }
      result[y * width + x] = sum;
    }
  }
  return result;
}

type FixedFilter = Omit<Filter, 'weights'> & { readonly weights: Int32Array };

function toFixedPoint(filter: Filter): FixedFilter {
  return {
    ...filter,
    weights: Int32Array.from(filter.weights, (weight) =>
      Math.trunc(weight * (1 << WEIGHT_BITS) + 0.5),
    ),
  };
}

/** Resample.c, precompute_coeffs, of the span alone: pixels outside it are left out as if the picture ended there. */
function makeFilter({ start, length }: Span, targetLength: number): Filter {
  const scale = length / targetLength;
  const support = Math.max(1, scale);
  const taps = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(targetLength);
  const counts = new Int32Array(targetLength);
  const weights = new Float64Array(targetLength * taps);
  for (let i = 0; i < targetLength; i++) {
    const centre = (i + 0.5) * scale;
    const from = Math.max(0, Math.trunc(centre - support + 0.5));
    const to = Math.min(length, Math.trunc(centre + support + 0.5));
    let total = 0;
    for (let tap = 0; tap < to - from; tap++) {
      const weight = Math.max(0, 1 - Math.abs((from + tap - centre + 0.5) / support));
      weights[i * taps + tap] = weight;
      total += weight;
    }
    for (let tap = 0; tap < to - from; tap++) weights[i * taps + tap]! /= total;
    starts[i] = start + from;
    counts[i] = to - from;
  }
  return { starts, counts, weights, taps };
}
