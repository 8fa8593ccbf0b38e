import type { Point } from '@/core/raster/fit';
import type { Mask } from '@/core/raster/types';

/** The smallest part of a mask that holds all of its lesion, and where its corner lay; null for an empty mask. */
export function cropToLesion({
  width,
  data,
}: Mask): { readonly mask: Mask; readonly corner: Point } | null {
  const first = data.indexOf(1);
  if (first < 0) return null;
  const top = Math.floor(first / width);
  const bottom = Math.floor(data.lastIndexOf(1) / width);
  let left = width;
  let right = -1;
  for (let y = top; y <= bottom; y++) {
    const row = data.subarray(y * width, (y + 1) * width);
    const start = row.indexOf(1);
    if (start < 0) continue;
    left = Math.min(left, start);
    right = Math.max(right, row.lastIndexOf(1));
  }
  const size = { width: right - left + 1, height: bottom - top + 1 };
  const cropped = new Uint8Array(size.width * size.height);
  for (let y = 0; y < size.height; y++) {
    const from = (top + y) * width + left;
    cropped.set(data.subarray(from, from + size.width), y * size.width);
  }
  return { mask: { ...size, data: cropped }, corner: { x: left, y: top } };
}
