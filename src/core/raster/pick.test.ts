import { expect, it } from 'vitest';
import { pick } from './pick';

const plane = { width: 2, height: 2, data: Float32Array.of(0, 1, 2, 3) };

it('takes the very value at the same size, and the one that covers the pixel at a larger', () => {
  expect(pick(plane, { width: 2, height: 2 }, { x: 1, y: 0 })).toBe(1);
  expect(pick(plane, { width: 4, height: 6 }, { x: 1, y: 2 })).toBe(0);
  expect(pick(plane, { width: 4, height: 6 }, { x: 2, y: 3 })).toBe(3);
});

it('takes the nearest for points outside', () => {
  expect(pick(plane, { width: 4, height: 4 }, { x: -1, y: 9 })).toBe(2);
});
