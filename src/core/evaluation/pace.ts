/** How fast a run goes, and how long it still takes, from the times at which pictures were done. */

export type Pace = { readonly picturesPerSecond: number; readonly secondsLeft: number };

/** The last so many count: a pace that follows what the machine does now. */
const COUNTED = 40;

/** `doneAtMs`: rising, in milliseconds of any clock. Null before two are done. */
export function reckonPace(doneAtMs: readonly number[], left: number): Pace | null {
  const last = doneAtMs.slice(-COUNTED);
  const elapsedMs = (last.at(-1) ?? 0) - (last[0] ?? 0);
  if (last.length < 2 || elapsedMs <= 0) return null;
  const picturesPerSecond = ((last.length - 1) * 1000) / elapsedMs;
  return { picturesPerSecond, secondsLeft: left / picturesPerSecond };
}
