import type { ProbabilityMap, RgbaImage } from '@/core/raster/types';
import { viridis } from '@/core/raster/viridis';

const STEPS = 256; // as many as a byte of colour can tell apart

/** Probabilities 0..1 in viridis, opaque, so that every colour is one of the legend's. */
export function paintHeat({ width, height, data }: ProbabilityMap): RgbaImage {
  const bytes = new Uint8ClampedArray(STEPS * 4);
  for (let step = 0; step < STEPS; step++)
    bytes.set([...viridis(step / (STEPS - 1)), 255], step * 4);
  const palette = new Uint32Array(bytes.buffer);
  const pixels = new Uint32Array(width * height);
  for (let i = 0; i < pixels.length; i++) {
    const step = Math.round(data[i]! * (STEPS - 1));
    pixels[i] = palette[step < 0 ? 0 : step >= STEPS ? STEPS - 1 : step]!;
  }
  return { width, height, data: new Uint8ClampedArray(pixels.buffer) };
}
