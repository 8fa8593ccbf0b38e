/** How often a share, 0..1, falls into each of equal bins; the last one holds 1 as well. */
export function countBins(shares: readonly number[], bins: number): readonly number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const share of shares) counts[Math.min(bins - 1, Math.max(0, Math.floor(share * bins)))]!++;
  return counts;
}
