import { describe, expect, it } from 'vitest';
import { drawMask } from '@/core/mask/drawMask';
import type { RgbaImage } from '@/core/raster/types';
import { measureVariegation, toLab } from './colour';

function drawImage(width: number, ...pixels: readonly (readonly [number, number, number])[]) {
  const data = Uint8ClampedArray.from(pixels.flatMap((rgb) => [...rgb, 255]));
  return { width, height: pixels.length / width, data } satisfies RgbaImage;
}

describe('toLab', () => {
  it.each([
    [255, 255, 255, 100, 0, 0],
    [0, 0, 0, 0, 0, 0],
    // published sRGB primaries
    [255, 0, 0, 53.24, 80.09, 67.2],
    [0, 0, 255, 32.3, 79.19, -107.86],
  ])('knows %i %i %i', (red, green, blue, ...expected) => {
    for (const [channel, value] of toLab(red, green, blue).entries()) {
      expect(Math.abs(value - expected[channel]!)).toBeLessThan(0.02);
    }
  });
});

describe('measureVariegation', () => {
  it('is 0 for one colour, whatever lies outside', () => {
    const image = drawImage(2, [90, 60, 40], [255, 0, 0], [90, 60, 40], [0, 0, 255]);
    expect(measureVariegation(image, drawMask('#.', '#.'), 2)).toBeCloseTo(0, 6);
  });

  it('is half the distance of two colours in equal parts', () => {
    const image = drawImage(2, [0, 0, 0], [255, 255, 255]);
    expect(measureVariegation(image, drawMask('##'), 2)).toBeCloseTo(50, 2);
  });

  it('reads a smaller picture under a larger mask', () => {
    const image = drawImage(2, [0, 0, 0], [255, 255, 255]);
    const mask = drawMask('####', '####');
    expect(measureVariegation(image, mask, 8)).toBeCloseTo(50, 2);
    expect(measureVariegation(image, drawMask('##..', '##..'), 4)).toBeCloseTo(0, 6);
  });
});
