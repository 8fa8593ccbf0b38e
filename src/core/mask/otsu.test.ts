import { expect, it } from 'vitest';
import { cutByOtsu, findOtsuThreshold } from './otsu';

it('cuts between two clusters', () => {
  const grey = Uint8Array.of(10, 12, 11, 200, 201, 199);
  expect(findOtsuThreshold(grey)).toBe(12);
});

it('finds the dark part of a picture, and none in an even one', () => {
  const data = new Uint8ClampedArray(4 * 4).fill(255);
  data.set([40, 20, 10], 4);
  expect([...cutByOtsu({ width: 2, height: 2, data }).data]).toEqual([0, 1, 0, 0]);
  const even = new Uint8ClampedArray(4 * 4).fill(77);
  expect([...cutByOtsu({ width: 2, height: 2, data: even }).data]).toEqual([0, 0, 0, 0]);
});
