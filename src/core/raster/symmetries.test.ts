import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitInto } from './fit';
import { inverseOf, symmetriesOf, type Symmetry, turnInput, turnMap } from './symmetries';
import type { ProbabilityMap } from './types';

const ALL: readonly Symmetry[] = [0, 1, 2, 3, 4, 5, 6, 7];

/** 1 2 3 over 4 5 6. */
const OBLONG: ProbabilityMap = {
  width: 3,
  height: 2,
  data: Float32Array.of(1, 2, 3, 4, 5, 6),
};

const maps = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.float({ min: 0, max: 1, noNaN: true }), {
        minLength: width * height,
        maxLength: width * height,
      })
      .map((values) => ({ width, height, data: Float32Array.from(values) })),
  );

describe('turnMap', () => {
  it('turns to the left', () => {
    expect(turnMap(OBLONG, 1)).toEqual({
      width: 2,
      height: 3,
      data: Float32Array.of(3, 6, 2, 5, 1, 4),
    });
    expect([...turnMap(OBLONG, 2).data]).toEqual([6, 5, 4, 3, 2, 1]);
    expect([...turnMap(OBLONG, 3).data]).toEqual([4, 1, 5, 2, 6, 3]);
  });

  it('mirrors left to right before it turns', () => {
    expect([...turnMap(OBLONG, 4).data]).toEqual([3, 2, 1, 6, 5, 4]);
    expect([...turnMap(OBLONG, 5).data]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it('is undone by its inverse', () => {
    fc.assert(
      fc.property(maps, fc.constantFrom(...ALL), (map, symmetry) => {
        expect(turnMap(turnMap(map, symmetry), inverseOf(symmetry))).toEqual(map);
        expect(turnMap(turnMap(map, inverseOf(symmetry)), symmetry)).toEqual(map);
      }),
    );
  });

  it('gives eight different maps of a square without symmetry, and leaves the given one alone', () => {
    const square = { width: 3, height: 3, data: Float32Array.from({ length: 9 }, (_, i) => i) };
    const turned = ALL.map((symmetry) => turnMap(square, symmetry).data.join());
    expect(new Set(turned).size).toBe(8);
    expect(square.data[0]).toBe(0);
  });
});

describe('turnInput', () => {
  it('keeps a pixel’s three channels together', () => {
    const size = { width: 2, height: 1 };
    const fit = fitInto(size, size, 'stretch');
    const input = { size, fit, data: Float32Array.of(1, 2, 3, 4, 5, 6) };
    expect(turnInput(input, 4)).toEqual({ size, fit, data: Float32Array.of(4, 5, 6, 1, 2, 3) });
    expect(turnInput(input, 1)).toEqual({
      size: { width: 1, height: 2 },
      fit,
      data: Float32Array.of(4, 5, 6, 1, 2, 3),
    });
  });
});

describe('symmetriesOf', () => {
  it('are eight for a square, and those that keep its shape for an oblong frame', () => {
    expect(symmetriesOf({ width: 4, height: 4 })).toEqual(ALL);
    for (const symmetry of symmetriesOf(OBLONG)) {
      expect(turnMap(OBLONG, symmetry)).toMatchObject({ width: 3, height: 2 });
    }
    expect(symmetriesOf(OBLONG)).toHaveLength(4);
  });
});
