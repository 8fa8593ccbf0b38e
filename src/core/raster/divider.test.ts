import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toDividerShare, toDividerX } from './divider';
import { fitView, zoomAt } from './viewport';

const picture = { width: 200, height: 100 };
const stage = { width: 400, height: 400 };

it('runs over the picture, and over what is seen of it when it is larger than the stage', () => {
  const fitted = fitView({ width: 100, height: 200 }, stage); // 200 × 400 in the stage's middle
  expect(toDividerX(0, fitted, { width: 100, height: 200 }, stage)).toBe(100);
  expect(toDividerX(1, fitted, { width: 100, height: 200 }, stage)).toBe(300);
  const zoomed = zoomAt(fitView(picture, stage), { x: 50, y: 50 }, 4, picture, stage);
  expect(toDividerX(0, zoomed, picture, stage)).toBe(0);
  expect(toDividerX(1, zoomed, picture, stage)).toBe(400);
});

it('finds the way back from any place on the picture, and the ends from beside it', () => {
  const view = fitView(picture, stage);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      const x = toDividerX(share, view, picture, stage);
      expect(toDividerShare(x, view, picture, stage)).toBeCloseTo(share, 9);
    }),
  );
  expect(toDividerShare(-20, view, picture, stage)).toBe(0);
  expect(toDividerShare(900, view, picture, stage)).toBe(1);
});
