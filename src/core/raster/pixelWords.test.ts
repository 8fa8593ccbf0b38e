import { describe, expect, it } from 'vitest';
import { greyOf, toPixelWords } from './pixelWords';

describe('toPixelWords', () => {
  it('has a number a pixel, red lowest, wherever the bytes start', () => {
    const bytes = Uint8ClampedArray.of(0, 1, 2, 3, 255, 10, 20, 30, 255, 9, 9, 9);
    const expected = [1, 2, 3, 10, 20, 30];
    const words = toPixelWords(bytes.subarray(1, 9));
    const channels = [...words].flatMap((word) => [
      word & 255,
      (word >> 8) & 255,
      (word >> 16) & 255,
    ]);
    expect(channels).toEqual(expected);
    expect([...toPixelWords(bytes.slice(1, 9))]).toEqual([...words]);
  });
});

describe('greyOf', () => {
  it('leaves a grey as it is and weighs colours as Pillow does', () => {
    const grey = (red: number, green: number, blue: number) =>
      greyOf(toPixelWords(Uint8ClampedArray.of(red, green, blue, 255))[0]!);
    for (const value of [0, 1, 127, 128, 129, 255]) expect(grey(value, value, value)).toBe(value);
    expect([grey(255, 0, 0), grey(0, 255, 0), grey(0, 0, 255)]).toEqual([76, 150, 29]);
  });
});
