import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHalf } from './toHalf';

/** The value of float16 bits. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  return (
    sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15))
  );
}

describe('toHalf', () => {
  it('gives every half back as it was', () => {
    const all = Array.from({ length: 2 ** 16 }, (_, bits) => bits);
    const finite = all.filter((bits) => ((bits >>> 10) & 31) < 31);
    const halves = toHalf(Float32Array.from(finite, fromHalf));
    expect(finite.every((bits, index) => halves[index] === bits)).toBe(true);
  });

  it('rounds to the nearest, ties to even', () => {
    const one = 0x3c00;
    const step = 2 ** -10;
    const values = [
      1 + step * 0.49,
      1 + step * 0.5,
      1 + step * 0.51,
      1 + step * 1.5,
      2 ** -25,
      2 ** -24,
    ];
    expect([...toHalf(Float32Array.from(values))]).toEqual([one, one, one + 1, one + 2, 0, 1]);
    fc.assert(
      fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
        const rounded = fromHalf(toHalf(Float32Array.of(value))[0]!);
        expect(Math.abs(rounded - value)).toBeLessThanOrEqual(
          Math.max(2 ** -25, Math.abs(value) * 2 ** -11),
        );
      }),
    );
  });

  it('refuses what does not fit', () => {
    for (const value of [65520, -1e9, NaN, Infinity]) {
      expect(() => toHalf(Float32Array.of(value))).toThrow(RangeError);
    }
  });
});
