import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromRuns, toRuns } from './runs';

describe('toRuns', () => {
  it('counts background first, and goes on over the end of a row', () => {
    const data = Uint8Array.from([0, 1, 1, 1, 0, 0]);
    expect([...toRuns({ width: 3, height: 2, data }).lengths]).toEqual([1, 3, 2]);
    expect([...toRuns({ width: 2, height: 1, data: Uint8Array.of(1, 1) }).lengths]).toEqual([0, 2]);
  });

  it('loses nothing', () => {
    const masks = fc
      .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
      .chain(({ width, height }) =>
        fc
          .uint8Array({ min: 0, max: 1, minLength: width * height, maxLength: width * height })
          .map((data) => ({ width, height, data })),
      );
    fc.assert(
      fc.property(masks, (mask) => {
        expect(fromRuns(toRuns(mask))).toEqual(mask);
      }),
    );
  });
});
