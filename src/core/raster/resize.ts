/**
 * Antialiased resizing by Pillow's triangle filter (Image.resize with BILINEAR): a separable tent, as wide as the
 * reduction, half-pixel centres, weights normalised at the borders. training/ reads its pictures by the same rule, so
 * the network sees here what it learned from. Source: Pillow, src/libImaging/Resample.c.
 */
import { toPixelWords } from './pixelWords';
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
export function resizeRgb(image: RgbaImage, target: Size): Uint8Array {
  const across = toFixedPoint(makeFilter({ start: 0, length: image.width }, target.width));
  const down = toFixedPoint(makeFilter({ start: 0, length: image.height }, target.height));
  const narrowed = narrowRows(image, target.width, across);
  const row = target.width * 3;
  const result = new Uint8Array(row * target.height);
  const sums = new Int32Array(row);
  for (let y = 0; y < target.height; y++) {
    // four rows a visit of the sums: halving a picture, the common case, meets just so many
    sums.fill(HALF);
    for (let tap = 0; tap < down.counts[y]!; tap += ROWS_A_VISIT) {
      const weight = y * down.taps + tap;
      addRows(
        sums,
        narrowed,
        (down.starts[y]! + tap) * row,
        down.weights.subarray(weight, weight + Math.min(ROWS_A_VISIT, down.counts[y]! - tap)),
      );
    }
    const to = y * row;
    for (let i = 0; i < row; i++) result[to + i] = sums[i]! >> WEIGHT_BITS;
  }
  return result;
}

const ROWS_A_VISIT = 4;

/** Adds up to ROWS_A_VISIT rows, the first of which starts at `from`, each times its weight. */
function addRows(sums: Int32Array, rows: Uint8Array, from: number, weights: Int32Array): void {
  const length = sums.length;
  if (weights.length === ROWS_A_VISIT) {
    const [first, second, third, fourth] = weights as unknown as [number, number, number, number];
    for (let i = 0, a = from; i < length; i++, a++) {
      sums[i] =
        (sums[i]! +
          Math.imul(rows[a]!, first) +
          Math.imul(rows[a + length]!, second) +
          Math.imul(rows[a + 2 * length]!, third) +
          Math.imul(rows[a + 3 * length]!, fourth)) |
        0;
    }
    return;
  }
  for (const [index, weight] of weights.entries()) {
    const at = from + index * length;
    for (let i = 0; i < length; i++) sums[i] = (sums[i]! + Math.imul(rows[at + i]!, weight)) | 0;
  }
}

/** The pass across: RGBA rows of the image to RGB rows of `width`. */
function narrowRows(image: RgbaImage, width: number, filter: FixedFilter): Uint8Array {
  const { starts, counts, weights, taps } = filter;
  const pixels = toPixelWords(image.data);
  // weights are positive and their sum is 1 but for their last bit, so no sum leaves the byte
  const result = new Uint8Array(width * 3 * image.height);
  let to = 0;
  for (let y = 0; y < image.height; y++) {
    const row = y * image.width;
    for (let x = 0; x < width; x++) {
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      let from = row + starts[x]!;
      const first = x * taps;
      const last = first + counts[x]!;
      for (let tap = first; tap < last; tap++, from++) {
        const weight = weights[tap]!;
        const pixel = pixels[from]!;
        red = (red + Math.imul(pixel & 0xff, weight)) | 0;
        green = (green + Math.imul((pixel >>> 8) & 0xff, weight)) | 0;
        blue = (blue + Math.imul((pixel >>> 16) & 0xff, weight)) | 0;
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
  crop?: Crop,
): void {
  let y = 0;
  for (const row of resizedRows(plane, target, crop)) visit(row, y++);
}

/** The rows of `forEachResizedRow` from top to bottom, one when it is asked for; `row` is reused. */
export function* resizedRows(
  plane: Plane,
  target: Size,
  crop: Crop = { x: 0, y: 0, width: plane.width, height: plane.height },
): Generator<Float32Array, void> {
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
    yield row;
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
  const width = row.length;
  const [first, second] = taps;
  if (first !== undefined && second !== undefined && taps.length === 2) {
    // enlarging, which is what masks do, meets two rows: one loop without a second visit of the result
    const { weight, from } = first;
    const { weight: otherWeight, from: otherFrom } = second;
    for (let x = 0; x < width; x++) {
      row[x] = rows[from + x]! * weight + rows[otherFrom + x]! * otherWeight;
    }
    return;
  }
  row.fill(0);
  for (const { weight, from } of taps) {
    for (let x = 0; x < width; x++) row[x] = row[x]! + rows[from + x]! * weight;
  }
}

/** The pass across, for the rows inside the crop. */
function widenRows(plane: Plane, crop: Crop, width: number, filter: Filter): Float32Array {
  const { starts, counts, weights, taps } = filter;
  const { data } = plane;
  const result = new Float32Array(width * crop.height);
  for (let y = 0; y < crop.height; y++) {
    const row = (crop.y + y) * plane.width;
    const to = y * width;
    for (let x = 0; x < width; x++) {
      const from = row + starts[x]!;
      const first = x * taps;
      const count = counts[x]!;
      let sum = 0;
      for (let tap = 0; tap < count; tap++) sum += data[from + tap]! * weights[first + tap]!;
      result[to + x] = sum;
    }
  }
  return result;
}

type FixedFilter = Omit<Filter, 'weights'> & { readonly weights: Int32Array };

function toFixedPoint(filter: Filter): FixedFilter {
  const weights = new Int32Array(filter.weights.length);
  for (let i = 0; i < weights.length; i++) {
    weights[i] = Math.trunc(filter.weights[i]! * (1 << WEIGHT_BITS) + 0.5);
  }
  return { ...filter, weights };
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
