import { expect, it } from 'vitest';
import { frameRate } from './frameRate';

it('counts the steps between frames', () => {
  expect(frameRate([1000, 1250, 1500])).toBe(4);
  expect(frameRate([1000])).toBeNull();
  expect(frameRate([])).toBeNull();
  expect(frameRate([5, 5])).toBeNull();
});
