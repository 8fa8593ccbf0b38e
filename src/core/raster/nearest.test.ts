import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resizeNearest } from './nearest';

describe('resizeNearest', () => {
  it('takes the pixel under the middle of each new one', () => {
    const mask = { width: 3, height: 1, data: Uint8Array.from([1, 0, 1]) };
    expect(Array.from(resizeNearest(mask, { width: 6, height: 1 }).data)).toEqual([
      1, 1, 0, 0, 1, 1,
    ]);
    expect(Array.from(resizeNearest(mask, { width: 2, height: 1 }).data)).toEqual([1, 1]);
    expect(Array.from(resizeNearest(mask, { width: 1, height: 2 }).data)).toEqual([0, 0]);
  });

  it('enlarged by whole steps and reduced again is the same', () => {
    const side = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        (width, height, a, b) => {
          const data = Uint8Array.from({ length: width * height }, (_, i) =>
            (i * 5) % 3 === 0 ? 1 : 0,
          );
          const larger = resizeNearest(
            { width, height, data },
            { width: width * a, height: height * b },
          );
          expect(resizeNearest(larger, { width, height })).toEqual({ width, height, data });
        },
      ),
    );
  });
});
