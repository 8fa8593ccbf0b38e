import { describe, expect, it } from 'vitest';
import { viridis } from '@/core/raster/viridis';
import { paintDeviation } from './paintDeviation';

const paint = (...deviation: readonly number[]) =>
  paintDeviation({ width: deviation.length, height: 1 }, Float32Array.from(deviation)).data;

describe('paintDeviation', () => {
  it('leaves the picture free where all agree', () => {
    expect(paint(0)[3]).toBe(0);
  });

  it('takes the scale’s ends', () => {
    expect([...paint(0.5).slice(0, 3)]).toEqual([253, 231, 37]);
    expect([...paint(0.25).slice(0, 3)]).toEqual([...viridis(128 / 255)]);
  });

  it('covers more of the picture the more they differ', () => {
    const data = paint(0.01, 0.05, 0.1, 0.3);
    const [first, second, third, fourth] = [data[3]!, data[7]!, data[11]!, data[15]!];
    expect(first).toBeLessThan(second);
    expect(second).toBeLessThan(third);
    expect(fourth).toBe(third);
    expect(fourth).toBeLessThan(255);
  });
});
