import type { Mask, Size } from './types';

/** The mask at another size: each pixel takes the one its middle falls on. For truths only. */
export function resizeNearest(mask: Mask, size: Size): Mask {
  const data = new Uint8Array(size.width * size.height);
  const columns = Int32Array.from({ length: size.width }, (_, x) =>
    Math.floor(((x + 0.5) * mask.width) / size.width),
  );
  for (let y = 0; y < size.height; y++) {
    const row = Math.floor(((y + 0.5) * mask.height) / size.height) * mask.width;
    const to = y * size.width;
    for (let x = 0; x < size.width; x++) data[to + x] = mask.data[row + columns[x]!]!;
  }
  return { width: size.width, height: size.height, data };
}
