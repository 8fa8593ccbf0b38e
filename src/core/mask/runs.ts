import type { Mask, Size } from '@/core/raster/types';

/**
 * A mask as the lengths of its runs, row after row: background, lesion, background, …; the first may be 0 long.
 * A drawn outline takes a few kilobytes where the mask takes megabytes.
 */
export type MaskRuns = Size & { readonly lengths: Uint32Array };

/** Nothing is lost: `fromRuns` gives the same mask. */
export function toRuns({ width, height, data }: Mask): MaskRuns {
  const lengths: number[] = [];
  let value = 0;
  let start = 0;
  while (start < data.length) {
    const found = data.indexOf(1 - value, start);
    const end = found === -1 ? data.length : found;
    lengths.push(end - start);
    start = end;
    value = 1 - value;
  }
  return { width, height, lengths: Uint32Array.from(lengths) };
}

/** The mask again, in new memory. */
export function fromRuns({ width, height, lengths }: MaskRuns): Mask {
  const data = new Uint8Array(width * height);
  let at = 0;
  lengths.forEach((length, index) => {
    if (index % 2 === 1) data.fill(1, at, at + length);
    at += length;
  });
  return { width, height, data };
}
