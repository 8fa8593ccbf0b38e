import type { RgbaImage, Size } from '@/core/raster/types';
import { viridis } from '@/core/raster/viridis';

/** The largest standard deviation that numbers 0..1 can have: the scale's upper end. */
export const MOST_DEVIATION = 0.5;
/** From here on the colour covers the picture; below it fades, so that the picture is seen where the answers agree. */
const COVERS_FROM = 0.1;
const MOST_ALPHA = 0.85;
const STEPS = 256;

/** Viridis over the picture: clear where the answers agree, the brighter the more they differ. */
export function paintDeviation({ width, height }: Size, deviation: Float32Array): RgbaImage {
  const colours = new Uint8ClampedArray(STEPS * 4);
  for (let step = 0; step < STEPS; step++) {
    const value = step / (STEPS - 1);
    colours.set([...viridis(value), deviationAlpha(value * MOST_DEVIATION) * 255], step * 4);
  }
  const palette = new Uint32Array(colours.buffer);
  const pixels = new Uint32Array(width * height);
  for (let i = 0; i < pixels.length; i++) {
    const step = Math.round((deviation[i]! / MOST_DEVIATION) * (STEPS - 1));
    pixels[i] = palette[Math.min(STEPS - 1, step)]!;
  }
  return { width, height, data: new Uint8ClampedArray(pixels.buffer) };
}

/** 0..1: how much of the picture a deviation hides. */
export function deviationAlpha(deviation: number): number {
  return MOST_ALPHA * Math.min(1, deviation / COVERS_FROM);
}
