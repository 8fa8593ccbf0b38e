/** Middle values of unsorted numbers. */

/** numpy.percentile's default: linear between the two nearest ranks. `share` is 0..1; NaN for no value at all. */
export function percentileOf(values: readonly number[] | Float64Array, share: number): number {
  if (values.length === 0) return NaN;
  const sorted = Float64Array.from(values).sort();
  const rank = share * (sorted.length - 1);
  const below = Math.floor(rank);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (rank - below);
}

export function medianOf(values: readonly number[]): number {
  return percentileOf(values, 0.5);
}

/** NaN for no value at all. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
