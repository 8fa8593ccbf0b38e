/**
 * The surface of a mask: its pixels that have a side in common with a pixel outside it, the picture's border counting
 * as outside. With it, for every pixel of a box, how far the surface is within the pixel's own column, which is the
 * first half of every distance to it.
 */
import type { Mask } from '@/core/raster/types';
import type { Steps } from '@/core/steps';

/** First and last column and row, of the picture. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** Of a box of a mask; coordinates are the box's own. */
export type Surface = {
  readonly width: number;
  readonly height: number;
  /** Columns of the surface's pixels, in reading order; those of row y start at `rows[y]` and end before `rows[y + 1]`. */
  readonly columns: Int32Array;
  readonly rows: Int32Array;
  /** For every pixel the nearest surface pixel of its column, px; NONE or more where the column has none. */
  readonly distances: Int32Array;
};

/** Further than any picture is high. Twice it is still an int32. */
export const NONE = 1 << 29;
/** Rows between pauses: about a millisecond of work on a picture 4,000 pixels wide. */
export const ROWS_A_STEP = 64;

/** The box must hold all of the mask's pixels. Pauses every few rows. */
export function* findSurface(mask: Mask, { left, top, right, bottom }: Box): Steps<Surface> {
  const width = right - left + 1;
  const height = bottom - top + 1;
  const rows = new Int32Array(height + 1);
  const distances = new Int32Array(width * height);
  let columns = new Int32Array(4 * (width + height));
  for (let y = 0; y < height; y++) {
    const found = rows[y]!;
    if (found + width > columns.length) columns = grow(columns, found + width);
    rows[y + 1] = markRow(mask, left, top + y, width, columns, found);
    lowerRow(distances, y, width, columns.subarray(found, rows[y + 1]));
    if (y % ROWS_A_STEP === 0) yield;
  }
  for (let y = height - 2; y >= 0; y--) {
    raiseRow(distances, y, width);
    if (y % ROWS_A_STEP === 0) yield;
  }
  return { width, height, columns: columns.subarray(0, rows[height]), rows, distances };
}

/** Writes the columns of a row's surface pixels from index `found` on; returns the index behind the last one. */
function markRow(
  { width: stride, height, data }: Mask,
  left: number,
  y: number,
  width: number,
  columns: Int32Array,
  found: number,
): number {
  const isEdge = y === 0 || y === height - 1;
  const last = stride - 1 - left;
  for (let x = 0, i = y * stride + left; x < width; x++, i++) {
    if (data[i] === 0) continue;
    const isInner =
      !isEdge &&
      x + left > 0 &&
      x < last &&
      (data[i - 1]! & data[i + 1]! & data[i - stride]! & data[i + stride]!) === 1;
    if (!isInner) columns[found++] = x;
  }
  return found;
}

/** Distances of row `y` to the surface pixels above them and their own. */
function lowerRow(distances: Int32Array, y: number, width: number, marked: Int32Array): void {
  const row = y * width;
  if (y === 0) distances.fill(NONE, 0, width);
  else for (let i = row, end = row + width; i < end; i++) distances[i] = distances[i - width]! + 1;
  for (const x of marked) distances[row + x] = 0;
}

/** Takes those from below into account. */
function raiseRow(distances: Int32Array, y: number, width: number): void {
  for (let i = y * width, end = i + width; i < end; i++) {
    const below = distances[i + width]! + 1;
    if (below < distances[i]!) distances[i] = below;
  }
}

function grow(array: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, 2 * array.length));
  larger.set(array);
  return larger;
}
