/**
 * Exact Euclidean distances from the pixels of one surface to the nearest of another. The way is that of Felzenszwalb
 * and Huttenlocher ("Distance transforms of sampled functions", Theory of Computing 8, 2012): distances down the columns
 * (surface.ts), then along each row the lower envelope of one parabola a column. A row whose pixels have the other
 * surface near them is searched around each of them instead, which gives the same numbers sooner.
 */
import type { Steps } from '@/core/steps';
import { NONE, ROWS_A_STEP, type Surface } from './surface';

/** An envelope costs about as much as looking at this many pixels for each of its columns. */
const LOOKS_AN_ENVELOPE = 4;

/**
 * Squared distances, in px², from each pixel of `from` (in reading order) to the nearest pixel of `to`, which has at
 * least one; both of one box. Pauses every few rows.
 */
export function* squaredDistances(from: Surface, to: Surface): Steps<Float64Array> {
  const { width, height, distances } = to;
  const { columns, rows } = from;
  const envelope = new Envelope(width);
  const squared = new Float64Array(columns.length);
  for (let y = 0; y < height; y++) {
    const asking = columns.subarray(rows[y], rows[y + 1]);
    if (asking.length > 0) {
      const row = distances.subarray(y * width, (y + 1) * width);
      answerRow(row, asking, envelope, squared, rows[y]!);
    }
    if (y % ROWS_A_STEP === 0) yield;
  }
  return squared;
}

/** Searches until that has cost as much as the envelope, which then answers the rest. */
function answerRow(
  row: Int32Array,
  asking: Int32Array,
  envelope: Envelope,
  squared: Float64Array,
  to: number,
): void {
  let left = LOOKS_AN_ENVELOPE * row.length;
  let k = 0;
  for (; k < asking.length && left > 0; k++) {
    const x = asking[k]!;
    const nearest = searchRow(row, x, left);
    if (nearest < 0) break;
    squared[to + k] = nearest;
    left -= 2 * Math.sqrt(nearest) + 1;
  }
  if (k === asking.length) return;
  envelope.prepare(row);
  for (; k < asking.length; k++) squared[to + k] = envelope.at(asking[k]!);
}

/** Outwards from column x, until no column further away can be nearer; -1 where that needs more than `mostLooks`. */
function searchRow(row: Int32Array, x: number, mostLooks: number): number {
  const width = row.length;
  const here = row[x]!;
  let nearest = here * here;
  const mostSteps = mostLooks / 2;
  for (let step = 1; step * step < nearest; step++) {
    if (step > mostSteps) return -1;
    const before = x - step;
    const after = x + step;
    if (before >= 0) nearest = Math.min(nearest, row[before]! * row[before]! + step * step);
    else if (after >= width) break;
    if (after < width) nearest = Math.min(nearest, row[after]! * row[after]! + step * step);
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
