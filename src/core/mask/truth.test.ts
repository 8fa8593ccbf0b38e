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

  it('keeps the pixels of the lesion that lossy noise moved to common colours of their own', () => {
    // in a JPEG beside an edge: red up to 18 off, a blend of both here and there
    const noisy = [
      [249, 8, 3],
      [242, 1, 12],
      [239, 9, 9],
      [255, 17, 2],
    ] as const;
    const lesion = [...Array<typeof red>(40).fill(red), ...noisy, ...noisy];
    const picture = bytes(...lesion, ...Array<typeof blue>(60).fill(blue), [90, 4, 160]);
    const count = new ColourCount();
    count.add(picture);
    const colours = count.commonest().map(({ rgb }) => rgb);
    expect(colours).toHaveLength(7);
    const mask = new Uint8Array(picture.length / 4);
    cutColour(picture, 0xff0000, colours, mask, 0);
    expect(mask.subarray(0, lesion.length)).not.toContain(0);
    expect(mask.subarray(lesion.length)).not.toContain(1);
  });

  it('tells colours apart that are all near each other', () => {
    const [black, dark] = [0x000000, 0x280000];
    const mask = new Uint8Array(3);
    cutColour(bytes([40, 0, 0], [0, 0, 0], [36, 0, 0]), dark, [black, dark], mask, 0);
    expect(Array.from(mask)).toEqual([1, 0, 1]);
  });
});
