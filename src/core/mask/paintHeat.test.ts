import { expect, it } from 'vitest';
import { viridis } from '@/core/raster/viridis';
import { paintHeat } from './paintHeat';

it('gives each probability the legend’s colour, opaque, and takes the ends for what lies outside', () => {
  const values = [0, 0.25, 0.5, 1, -0.1, 1.2];
  const { data } = paintHeat({ width: 3, height: 2, data: Float32Array.from(values) });
  const pixels = values.map((_, i) => Array.from(data.subarray(i * 4, i * 4 + 4)));
  expect(pixels[0]).toEqual([...viridis(0), 255]);
  expect(pixels[3]).toEqual([...viridis(1), 255]);
  expect(pixels[4]).toEqual(pixels[0]);
  expect(pixels[5]).toEqual(pixels[3]);
  for (const [i, value] of [
    [1, 0.25],
    [2, 0.5],
  ] as const) {
    const wanted = viridis(value);
    for (const channel of [0, 1, 2] as const)
      expect(Math.abs(pixels[i]![channel]! - wanted[channel])).toBeLessThanOrEqual(2);
  }
});
