/**
 * Exact Euclidean distances from some pixels to the nearest of others. The way is that of Felzenszwalb and Huttenlocher
 * ("Distance transforms of sampled functions", Theory of Computing 8, 2012): distances down the columns, then along each
 * row the lower envelope of one parabola a column. A row with few asking pixels is searched around each of them instead,
 * which gives the same numbers sooner.
 */
import type { Mask } from '@/core/raster/types';
import type { Steps } from '@/core/steps';

/** Further than any picture is high: no marked pixel in the column. Twice it is still an int32. */
const NONE = 1 << 29;
/** Rows between pauses: about a millisecond of work on a picture 4,000 pixels wide. */
const ROWS_A_STEP = 64;
/** An envelope costs about as much as this many searches over a whole row. */
const MOST_SEARCHES = 8;

/**
 * Squared distances, in px², from each pixel of `from` (in reading order) to the nearest pixel of `to`, which has at
 * least one; both of one size. Pauses every few rows.
 */
export function* squaredDistances(from: Mask, to: Mask): Steps<Float64Array> {
  const { width, height } = to;
  const columns = yield* columnDistances(to);
  const envelope = new Envelope(width);
  const squared: number[] = [];
  for (let y = 0; y < height; y++) {
    const asking = columnsOf(from, y);
    const row = columns.subarray(y * width, (y + 1) * width);
    if (asking.length > MOST_SEARCHES) {
      envelope.prepare(row);
      for (const x of asking) squared.push(envelope.at(x));
    } else {
      for (const x of asking) squared.push(searchRow(row, x));
    }
    if (y % ROWS_A_STEP === 0) yield;
  }
  return Float64Array.from(squared);
}

/** Where row `y` is marked, from left to right. */
function columnsOf({ width, data }: Mask, y: number): number[] {
  const row = data.subarray(y * width, (y + 1) * width);
  const columns: number[] = [];
  for (let x = row.indexOf(1); x >= 0; x = row.indexOf(1, x + 1)) columns.push(x);
  return columns;
}

/** For every pixel the distance to the nearest marked one of its column, px; NONE or more without one. */
function* columnDistances({ width, height, data }: Mask): Steps<Int32Array> {
  const distances = new Int32Array(data.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (const end = i + width; i < end; i++) {
      distances[i] = data[i] === 1 ? 0 : y === 0 ? NONE : distances[i - width]! + 1;
    }
    if (y % ROWS_A_STEP === 0) yield;
  }
  for (let y = height - 2, i = (height - 1) * width - 1; y >= 0; y--) {
    for (const end = i - width; i > end; i--) {
      const below = distances[i + width]! + 1;
      if (below < distances[i]!) distances[i] = below;
    }
    if (y % ROWS_A_STEP === 0) yield;
  }
  return distances;
}

/** Outwards from column x, until no column further away can be nearer. */
function searchRow(row: Int32Array, x: number): number {
  const here = row[x]!;
  let nearest = here < NONE ? here * here : Infinity;
  for (let step = 1; step * step < nearest; step++) {
    if (x < step && x + step >= row.length) break;
    for (const column of [x - step, x + step]) {
      const distance = row[column];
      if (distance !== undefined && distance < NONE)
        nearest = Math.min(nearest, distance * distance + step * step);
    }
  }
  return nearest;
}

/** The lowest of the parabolas `(x - column)² + distance²` along a row. */
class Envelope {
  /** Columns whose parabola is lowest somewhere, from left to right, and the x from which each one is. */
  readonly #columns: Int32Array;
  readonly #starts: Float64Array;
  #row: Int32Array = new Int32Array(0);
  #last = -1;
  #at = 0;

  constructor(width: number) {
    this.#columns = new Int32Array(width);
    this.#starts = new Float64Array(width);
  }

  prepare(row: Int32Array): void {
    const columns = this.#columns;
    const starts = this.#starts;
    let last = -1;
    for (let x = 0; x < row.length; x++) {
      const distance = row[x]!;
      if (distance >= NONE) continue;
      const height = distance * distance + x * x;
      let start = -Infinity;
      while (last >= 0) {
        const other = columns[last]!;
        const otherDistance = row[other]!;
        start = (height - otherDistance * otherDistance - other * other) / (2 * (x - other));
        if (start > starts[last]!) break;
        last--;
        start = -Infinity;
      }
      last++;
      columns[last] = x;
      starts[last] = start;
    }
    this.#row = row;
    this.#last = last;
    this.#at = 0;
  }

  /** To be asked from left to right. */
  at(x: number): number {
    while (this.#at < this.#last && this.#starts[this.#at + 1]! <= x) this.#at++;
    const column = this.#columns[this.#at]!;
    const distance = this.#row[column]!;
    return (x - column) * (x - column) + distance * distance;
  }
}
