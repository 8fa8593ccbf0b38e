import { describe, expect, it } from 'vitest';
import { ColourCount, cutColour, cutGrey, isColoured } from './truth';

const bytes = (...pixels: readonly (readonly [number, number, number])[]) =>
  Uint8ClampedArray.from(pixels.flatMap((pixel) => [...pixel, 255]));
const grey = (value: number) => [value, value, value] as const;

describe('a grey truth', () => {
  it('is lesion above 128, and 128 itself is background', () => {
    const mask = new Uint8Array(6).fill(7);
    cutGrey(bytes(grey(0), grey(127), grey(128), grey(129), grey(255)), mask, 1);
    expect(Array.from(mask)).toEqual([7, 0, 0, 0, 1, 1]);
  });

  it('may have channels that differ by 8, not by 9', () => {
    expect(isColoured(bytes(grey(200), [100, 108, 104]))).toBe(false);
    expect(isColoured(bytes(grey(200), [100, 109, 104]))).toBe(true);
  });
});

describe('a truth in colours', () => {
  const red = [255, 0, 0] as const;
  const blue = [0, 0, 255] as const;

  it('tells its colours, commonest first, counted over several pieces', () => {
    const count = new ColourCount();
    count.add(bytes(blue, red, blue));
    count.add(bytes(blue));
    expect(count.commonest()).toEqual([
      { rgb: 0x0000ff, share: 0.75 },
      { rgb: 0xff0000, share: 0.25 },
    ]);
  });

  it('counts lossy noise towards its colour and tells eight colours at most', () => {
    const count = new ColourCount();
    count.add(bytes([250, 1, 1], [252, 3, 3], [251, 2, 2]));
    for (let i = 0; i < 20; i++) count.add(bytes([0, i * 10, 255]));
    const colours = count.commonest();
    expect(colours).toHaveLength(8);
    expect(colours[0]!.rgb).toBe(0xfb0202);
  });

  it('takes the pixels nearest to the chosen colour', () => {
    const mask = new Uint8Array(4);
    cutColour(
      bytes(red, blue, [240, 12, 9], [10, 5, 230]),
      0xff0000,
      [0x0000ff, 0xff0000],
      mask,
      0,
    );
    expect(Array.from(mask)).toEqual([1, 0, 1, 0]);
  });
});
