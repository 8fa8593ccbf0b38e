import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import pillow from './fixtures/pillow.json'; // made by fixtures/makePillow.py
import { resizePlane, resizeRgb } from './resize';
import type { RgbaImage } from './types';

/** Float32 sums of a few products: a unit in the last place or two. */
const FLOAT_TOLERANCE = 1e-6;

function toRgba(rgb: readonly number[], width: number, height: number): RgbaImage {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  rgb.forEach((value, i) => (data[Math.floor(i / 3) * 4 + (i % 3)] = value));
  return { width, height, data };
}

const side = fc.integer({ min: 1, max: 40 });

describe.each(pillow)(
  '$source.width × $source.height to $target.width × $target.height',
  (golden) => {
    const { source, target } = golden;

    it('gives the bytes that Pillow gives', () => {
      const image = toRgba(golden.rgb, source.width, source.height);
      expect(Array.from(resizeRgb(image, target))).toEqual(golden.resizedRgb);
    });

    it('gives the floats that Pillow gives', () => {
      const plane = resizePlane({ ...source, data: Float32Array.from(golden.plane) }, target);
      const worst = plane.data.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - golden.resizedPlane[i]!)),
        0,
      );
      expect(plane.data).toHaveLength(golden.resizedPlane.length);
      expect(worst).toBeLessThan(FLOAT_TOLERANCE);
    });
  },
);

describe('resizePlane', () => {
  it('keeps an even plane even and all values within the given ones', () => {
    fc.assert(
      fc.property(
        side,
        side,
        side,
        side,
        fc.integer({ min: 0, max: 1000 }),
        (w, h, tw, th, seed) => {
          const data = Float32Array.from(
            { length: w * h },
            (_, i) => ((i * 7919 + seed) % 101) / 100,
          );
          const resized = resizePlane({ width: w, height: h, data }, { width: tw, height: th });
          const even = resizePlane(
            { width: w, height: h, data: data.map(() => 0.25) },
            { width: tw, height: th },
          );
          expect(Math.max(...resized.data)).toBeLessThanOrEqual(
            Math.max(...data) + FLOAT_TOLERANCE,
          );
          expect(Math.min(...resized.data)).toBeGreaterThanOrEqual(
            Math.min(...data) - FLOAT_TOLERANCE,
          );
          expect(even.data.every((value) => Math.abs(value - 0.25) < FLOAT_TOLERANCE)).toBe(true);
        },
      ),
    );
  });

  it('of a crop equals resizing the cut-out piece alone', () => {
    const plane = {
      width: 9,
      height: 8,
      data: Float32Array.from({ length: 72 }, (_, i) => ((i * 37) % 64) / 64),
    };
    const crop = { x: 2, y: 1, width: 5, height: 6 };
    const piece = new Float32Array(crop.width * crop.height);
    for (let y = 0; y < crop.height; y++) {
      for (let x = 0; x < crop.width; x++)
        piece[y * crop.width + x] = plane.data[(y + crop.y) * 9 + x + crop.x]!;
    }
    for (const target of [
      { width: 12, height: 17 },
      { width: 2, height: 3 },
    ]) {
      const alone = resizePlane({ width: crop.width, height: crop.height, data: piece }, target);
      expect(resizePlane(plane, target, crop)).toEqual(alone);
    }
  });
});
