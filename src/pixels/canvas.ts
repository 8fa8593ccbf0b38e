/** The worker's canvas: how pixels are drawn and read back. */
import type { RgbaImage } from '@/core/raster/types';

/** For reading back: kept in the processor's memory. Throws where the browser has no 2D canvas in a worker. */
export function getContext(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser gives workers no canvas');
  return context;
}

/** The browser's form of the same bytes; nothing is copied. */
export function toImageData({ width, height, data }: RgbaImage): ImageData {
  // no picture here lies in shared memory, which is what the type leaves open and ImageData refuses
  return new ImageData(data as Uint8ClampedArray<ArrayBuffer>, width, height);
}

/** Protection against tracking may move a channel by one; it must not move it by more. */
const READ_BACK_TOLERANCE = 2;
const SAMPLE = [200, 100, 50, 255] as const;

/** A browser that was asked does not change its mind on the way; one that refused may be allowed meanwhile. */
let hasReadBack = false;

/**
 * False where the browser hands a page other pixels than it drew (a protection against tracking that some people switch
 * on): every picture would silently be noise.
 */
export function canReadBack(): boolean {
  return (hasReadBack ||= readsBack());
}

function readsBack(): boolean {
  const side = 8;
  const context = getContext(new OffscreenCanvas(side, side));
  context.fillStyle = `rgb(${SAMPLE.slice(0, 3).join(' ')})`;
  context.fillRect(0, 0, side, side);
  const { data } = context.getImageData(0, 0, side, side);
  return data.every((value, i) => Math.abs(value - SAMPLE[i % 4]!) <= READ_BACK_TOLERANCE);
}
