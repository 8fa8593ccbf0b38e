import type { Mask } from '@/core/raster/types';

/** Pixels of lesion. */
export function countLesionPx({ data }: Mask): number {
  let lesionPx = 0;
  // a slider waits for it: three times the pace of a for…of
  for (let i = 0, last = data.length; i < last; i++) lesionPx += data[i]!;
  return lesionPx;
}

/** Whether the lesion reaches the first or last row or column: part of it may lie outside the picture. */
export function touchesBorder({ width, height, data }: Mask): boolean {
  const lastRow = (height - 1) * width;
  if (data.subarray(0, width).includes(1) || data.subarray(lastRow).includes(1)) return true;
  for (let row = 0; row <= lastRow; row += width) {
    if (data[row] === 1 || data[row + width - 1] === 1) return true;
  }
  return false;
}
