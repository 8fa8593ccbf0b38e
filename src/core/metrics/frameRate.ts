/** Frames a second over the given times (milliseconds, ascending) of finished frames; null for fewer than two. */
export function frameRate(timesMs: readonly number[]): number | null {
  const first = timesMs[0];
  const last = timesMs.at(-1);
  if (first === undefined || last === undefined || last <= first) return null;
  return ((timesMs.length - 1) * 1000) / (last - first);
}
