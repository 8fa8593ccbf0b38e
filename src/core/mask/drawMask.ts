import type { Mask } from '@/core/raster/types';

/** A mask from rows of equal length, for tests: '#' is lesion, anything else is not. */
export function drawMask(...rows: readonly string[]): Mask {
  const width = rows[0]?.length ?? 0;
  const data = Uint8Array.from(Array.from(rows.join(''), (cell) => (cell === '#' ? 1 : 0)));
  return { width, height: rows.length, data };
}

/** The rows again. */
export function drawRows({ width, height, data }: Mask): string[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from(data.subarray(y * width, (y + 1) * width), (value) =>
      value === 1 ? '#' : '.',
    ).join(''),
  );
}
