import { describe, expect, it } from 'vitest';
import { scaleFromFrame, scaleFromLine, scaleFromTyped, toMm, toMm2 } from './scale';

const line = { from: { x: 10, y: 10 }, to: { x: 40, y: 50 } };

describe('a scale', () => {
  it('comes from a line over a ruler', () => {
    const scale = scaleFromLine(line, 5)!;
    expect(scale.pxPerMm).toBe(10);
    expect(toMm(25, scale)).toBe(2.5);
    expect(toMm2(200, scale)).toBe(2);
  });

  it('comes from the width of the frame, or from a number', () => {
    expect(scaleFromFrame(640, 32)?.pxPerMm).toBe(20);
    expect(scaleFromTyped(12.5)?.pxPerMm).toBe(12.5);
  });

  it.each([0, -1, Number.NaN, Infinity])('is none for %d', (value) => {
    expect(scaleFromLine(line, value)).toBeNull();
    expect(scaleFromFrame(640, value)).toBeNull();
    expect(scaleFromTyped(value)).toBeNull();
  });

  it('is none for a line without length', () => {
    expect(scaleFromLine({ from: line.from, to: line.from }, 5)).toBeNull();
  });
});
