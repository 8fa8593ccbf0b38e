import { describe, expect, it } from 'vitest';
import { drawOrder, drawView, rateAt, toBatches } from './schedule';

describe('drawOrder', () => {
  it('holds every position once, by seed and pass', () => {
    const order = drawOrder(7, 3, 20);
    expect([...order].sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
    expect(drawOrder(7, 3, 20)).toEqual(order);
    expect(drawOrder(7, 4, 20)).not.toEqual(order);
    expect(drawOrder(8, 3, 20)).not.toEqual(order);
  });

  it('favours no position for the first place', () => {
    const firsts = Array.from({ length: 4000 }, (_, pass) => drawOrder(1, pass, 4)[0]!);
    for (let position = 0; position < 4; position++) {
      const share = firsts.filter((first) => first === position).length / firsts.length;
      expect(share).toBeGreaterThan(0.22);
      expect(share).toBeLessThan(0.28);
    }
  });
});

describe('drawView', () => {
  it('is its own for each picture and pass', () => {
    const draws = [
      drawView(1, 1, 0)(),
      drawView(1, 1, 1)(),
      drawView(1, 2, 0)(),
      drawView(2, 1, 0)(),
    ];
    expect(new Set(draws).size).toBe(4);
    expect(drawView(1, 1, 0)()).toBe(draws[0]);
  });
});

describe('toBatches', () => {
  it('keeps the order and leaves the rest to the last', () => {
    expect(toBatches([4, 2, 0, 1, 3], 2)).toEqual([[4, 2], [0, 1], [3]]);
  });
});

describe('rateAt', () => {
  it('rises, falls along a cosine, and stays level after the planned passes', () => {
    expect(rateAt(1, 0, 0, 10)).toBeCloseTo(0.1);
    expect(rateAt(1, 100, 5, 10)).toBeCloseTo(0.525);
    expect(rateAt(1, 200, 10, 10)).toBeCloseTo(0.05);
    expect(rateAt(1, 400, 20, 10)).toBeCloseTo(0.05);
  });
});
