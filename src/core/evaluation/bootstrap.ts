/**
 * 95 % intervals of means by the percentile bootstrap (Efron 1979): pictures are drawn with replacement, always by the
 * same chance, so that the same figures give the same interval.
 */
import { seededRandom } from '@/core/samples/random';
import type { Steps } from '@/core/steps';
import { percentileOf } from './order';

export type Interval = readonly [low: number, high: number];

/** As the training code's. */
export const BOOTSTRAP_ROUNDS = 10_000;
export const BOOTSTRAP_SEED = 2026;
const TAIL = 0.025;

/**
 * The interval of each column's mean. Columns are of one length, a value a picture; all columns see the same draws. NaN
 * marks a picture without that figure: a draw's mean is over those that have it. Null for a column of no figure at all.
 * Pauses after every round.
 */
export function* meanIntervals(
  columns: readonly Float64Array[],
  rounds = BOOTSTRAP_ROUNDS,
  seed = BOOTSTRAP_SEED,
): Steps<readonly (Interval | null)[]> {
  const pictures = columns[0]?.length ?? 0;
  const random = seededRandom(seed);
  const drawn = new Int32Array(pictures);
  const means = columns.map(() => new Float64Array(rounds));
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < pictures; i++) drawn[i] = Math.floor(random() * pictures);
    for (const [index, column] of columns.entries()) means[index]![round] = meanAt(column, drawn);
    yield;
  }
  return means.map((found) => {
    const known = found.filter((mean) => !Number.isNaN(mean));
    return known.length === 0 ? null : [percentileOf(known, TAIL), percentileOf(known, 1 - TAIL)];
  });
}

function meanAt(column: Float64Array, drawn: Int32Array): number {
  let sum = 0;
  let count = 0;
  for (const picture of drawn) {
    const value = column[picture]!;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? NaN : sum / count;
}
