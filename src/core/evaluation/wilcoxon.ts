/**
 * Wilcoxon's signed-rank test (1945), two-sided, for paired differences. Zero differences are left out; equal sizes get
 * their mean rank. Exact for up to 50 differences of different sizes, else the normal approximation with the correction
 * for ties and none for continuity: scipy.stats.wilcoxon's rules of method 'exact' and 'approx'.
 */

export type WilcoxonResult = {
  /** The smaller of the two sums of ranks. */
  readonly statistic: number;
  readonly pValue: number;
  /** Differences that are not zero. */
  readonly pairs: number;
  readonly method: 'exact' | 'normal';
};

const MOST_EXACT = 50;

/** Null where every difference is zero: there is nothing to test. */
export function testSignedRanks(differences: readonly number[]): WilcoxonResult | null {
  const values = differences.filter((difference) => difference !== 0);
  const pairs = values.length;
  if (pairs === 0) return null;
  const { ranks, tieSizes } = rankSizes(values);
  let positive = 0;
  let negative = 0;
  values.forEach((value, i) => {
    if (value > 0) positive += ranks[i]!;
    else negative += ranks[i]!;
  });
  const statistic = Math.min(positive, negative);
  if (pairs <= MOST_EXACT && tieSizes.length === 0) {
    return { statistic, pValue: exactP(statistic, pairs), pairs, method: 'exact' };
  }
  const mean = (pairs * (pairs + 1)) / 4;
  const ties = tieSizes.reduce((sum, size) => sum + size ** 3 - size, 0);
  const variance = (pairs * (pairs + 1) * (2 * pairs + 1) - ties / 2) / 24;
  const z = (statistic - mean) / Math.sqrt(variance);
  return {
    statistic,
    pValue: Math.min(1, complementaryError(Math.abs(z) / Math.SQRT2)),
    pairs,
    method: 'normal',
  };
}

/** Ranks by size from 1 on, mean ranks for equals; and how many share each size that several have. */
function rankSizes(values: readonly number[]): {
  readonly ranks: Float64Array;
  readonly tieSizes: readonly number[];
} {
  const order = values.map((_, i) => i).sort((a, b) => Math.abs(values[a]!) - Math.abs(values[b]!));
  const ranks = new Float64Array(values.length);
  const tieSizes: number[] = [];
  for (let start = 0; start < order.length;) {
    const size = Math.abs(values[order[start]!]!);
    let end = start + 1;
    while (end < order.length && Math.abs(values[order[end]!]!) === size) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + 1 + end) / 2;
    if (end - start > 1) tieSizes.push(end - start);
    start = end;
  }
  return { ranks, tieSizes };
}

/** Twice the share of the 2^n ways to give n ranks signs whose positive sum is at most `statistic`. */
function exactP(statistic: number, pairs: number): number {
  const most = (pairs * (pairs + 1)) / 2;
  const shares = new Float64Array(most + 1);
  shares[0] = 1;
  for (let rank = 1; rank <= pairs; rank++) {
    for (let sum = most; sum >= 0; sum--) {
      shares[sum] = (shares[sum]! + (sum >= rank ? shares[sum - rank]! : 0)) / 2;
    }
  }
  let below = 0;
  for (let sum = 0; sum <= statistic; sum++) below += shares[sum]!;
  return Math.min(1, 2 * below);
}

/**
 * erfc for x ≥ 0, relative error below 1e-13: its series for small x, Lentz's continued fraction for large.
 * Source: Abramowitz and Stegun 7.1.6 and 7.1.14.
 */
export function complementaryError(x: number): number {
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = x;
  for (let n = 120; n >= 1; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}
