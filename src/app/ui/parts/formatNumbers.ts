/** One way to write each kind of number. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const distance = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** Scores have three decimals. */
export function formatScore(value: number): string {
  return value.toFixed(3);
}

/** A share as a percentage with one decimal; below 0.1 % it says so rather than 0. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.001) return 'under 0.1 %';
  return `${(share * 100).toFixed(1)} %`;
}

/** Whole pixels with thousands marked. */
export function formatPixels(count: number): string {
  return `${whole.format(count)} px`;
}

/** A whole number with thousands marked. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** '1 pair', '2 pairs': for nouns whose plural takes an s. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Bytes in kB, MB or GB, one decimal; 1 kB is 1000 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${whole.format(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
  if (bytes < 1e6) return `${(bytes / 1000).toFixed(1)} kB`;
  return bytes < 1e9 ? formatMegabytes(bytes) : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** A distance between points in pixels with one decimal. */
export function formatDistance(distancePx: number): string {
  return `${distance.format(distancePx)} px`;
}

/** Megabytes of 1,000,000 bytes, one decimal. */
export function formatMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Under a second in milliseconds, else in seconds with one decimal. */
export function formatElapsed(elapsedMs: number): string {
  return elapsedMs < 1000 ? `${whole.format(elapsedMs)} ms` : `${(elapsedMs / 1000).toFixed(1)} s`;
}
