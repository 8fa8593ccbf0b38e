/** Lines of any width, with smooth edges. */
import type { Size } from '@/core/raster/types';
import type { Canvas } from './types';

/** How much of each pixel is covered, 0..1, index `y * width + x`. */
export type Coverage = Size & { readonly data: Float32Array };

export function noCoverage({ width, height }: Size): Coverage {
  return { width, height, data: new Float32Array(width * height) };
}

/** Adds a straight line to what is covered; ends round; all in pixels. Crossing lines do not add up. */
export function coverLine(
  coverage: Coverage,
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  lineWidth: number,
): void {
  const { width, height, data } = coverage;
  const half = lineWidth / 2;
  const most = Math.min(1, lineWidth); // a line thinner than a pixel covers but a part of it
  const reach = half + 1;
  const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach));
  const right = Math.min(width - 1, Math.ceil(Math.max(from.x, to.x) + reach));
  const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(from.y, to.y) + reach));
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squared = Math.max(1e-9, dx * dx + dy * dy);
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const [px, py] = [x + 0.5 - from.x, y + 0.5 - from.y];
      const share = Math.min(1, Math.max(0, (px * dx + py * dy) / squared));
      const distance = Math.hypot(px - share * dx, py - share * dy);
      const covered = Math.min(most, half + 0.5 - distance);
      const at = y * width + x;
      if (covered > data[at]!) data[at] = covered;
    }
  }
}

/** Paints `colour` (0..1 sRGB) where it is covered, `opacity` 0..1. */
export function paintCovered(
  canvas: Canvas,
  coverage: Coverage,
  colour: readonly [number, number, number],
  opacity: number,
): void {
  coverage.data.forEach((covered, at) => {
    if (covered === 0) return;
    for (let channel = 0; channel < 3; channel++) {
      const value = canvas.data[at * 3 + channel]!;
      canvas.data[at * 3 + channel] = value + (colour[channel]! - value) * covered * opacity;
    }
  });
}
