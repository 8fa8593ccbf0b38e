/**
 * RGBA bytes as one number a pixel, red in the lowest byte and alpha in the highest: one read instead of three in loops
 * over whole pictures. A view of the same memory where that starts on a whole word, else a copy. Holds on processors
 * that put the lowest byte first, which all that browsers run on do.
 */
export function toPixelWords({ buffer, byteOffset, byteLength }: Uint8ClampedArray): Int32Array {
  const isAligned = byteOffset % Int32Array.BYTES_PER_ELEMENT === 0;
  return isAligned
    ? new Int32Array(buffer, byteOffset, byteLength / Int32Array.BYTES_PER_ELEMENT)
    : new Int32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

/** The grey, 0..255, of such a number: ITU-R 601 in whole numbers, as Pillow's 'L'. */
export function greyOf(pixel: number): number {
  const red = pixel & 0xff;
  const green = (pixel >>> 8) & 0xff;
  const blue = (pixel >>> 16) & 0xff;
  return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
}
