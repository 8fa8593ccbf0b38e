import { describe, expect, it } from 'vitest';
import { cellNoise, cloudNoise, smoothStep, softNoise } from './noise';
import { seededRandom } from './random';

const places = Array.from({ length: 500 }, (_, i) => [i * 0.37 - 40, i * 0.71 - 90] as const);

describe('noise', () => {
  it('stays within its range and has no jumps', () => {
    for (const [x, y] of places) {
      for (const noise of [softNoise(3, x, y), cloudNoise(3, x, y, 4)]) {
        expect(Math.abs(noise)).toBeLessThanOrEqual(1);
      }
      expect(Math.abs(softNoise(3, x, y) - softNoise(3, x + 0.001, y))).toBeLessThan(0.01);
    }
  });

  it('differs from seed to seed', () => {
    const differing = places.filter(([x, y]) => softNoise(1, x, y) !== softNoise(2, x, y));
    expect(differing.length).toBeGreaterThan(0.9 * places.length);
  });

  it('finds the nearest point of a cell before the second nearest', () => {
    const out: [number, number] = [0, 0];
    for (const [x, y] of places) {
      cellNoise(5, x, y, out);
      expect(out[0]).toBeLessThanOrEqual(out[1]);
      expect(out[0]).toBeLessThanOrEqual(Math.SQRT2); // the point of its own cell is no farther
    }
  });
});

describe('smoothStep', () => {
  it('has its half in the middle and keeps to 0 and 1 outside', () => {
    expect([-9, -1, 0, 1, 9].map((value) => smoothStep(-1, 1, value))).toEqual([0, 0, 0.5, 1, 1]);
  });
});

describe('seededRandom', () => {
  it('gives the numbers that mulberry32 is known to give', () => {
    const random = seededRandom(1);
    const numbers = [random(), random(), random()];
    // from the reference C code's 32 bits over 2^32
    expect(numbers.map((value) => Math.round(value * 2 ** 32))).toEqual([
      2693262067, 11749833, 2265367787,
    ]);
  });
});
