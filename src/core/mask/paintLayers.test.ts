import { describe, expect, it } from 'vitest';
import type { RgbaImage } from '@/core/raster/types';
import { drawMask } from './drawMask';
import { blendTint, paintDifference, paintMask, paintTint } from './paintLayers';

const pixel = ({ width, data }: RgbaImage, x: number, y: number) =>
  Array.from(data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4));

/** The different colours of an area, as text. */
function colours(image: RgbaImage, from: number, to: number): Set<string> {
  const found = new Set<string>();
  for (let y = 0; y < image.height; y++) {
    for (let x = from; x < to; x++) found.add(pixel(image, x, y).join());
  }
  return found;
}

describe('paintTint and paintMask', () => {
  it('paint lesion and background', () => {
    const mask = drawMask('#.');
    expect(Array.from(paintTint(mask).data)).toEqual([0x56, 0xb4, 0xe9, 255, 0, 0, 0, 0]);
    expect(Array.from(paintMask(mask).data)).toEqual([255, 255, 255, 255, 0, 0, 0, 255]);
  });
});

describe('paintDifference', () => {
  it('tells the four outcomes apart by colour, and the wrong ones by a pattern', () => {
    const rows = Array<string>(12);
    const mask = drawMask(...rows.fill('#'.repeat(24) + '.'.repeat(24)));
    const truth = drawMask(...rows.fill(('#'.repeat(12) + '.'.repeat(12)).repeat(2)));
    const image = paintDifference(mask, truth);
    expect(colours(image, 0, 12)).toEqual(new Set(['0,114,178,255']));
    expect(colours(image, 12, 24)).toEqual(new Set(['230,159,0,255', '103,71,0,255']));
    expect(colours(image, 24, 36)).toEqual(new Set(['204,121,167,255', '91,54,75,255']));
    expect(colours(image, 36, 48)).toEqual(new Set(['0,0,0,0']));
  });
});

describe('blendTint', () => {
  it('mixes the tint into masked pixels only, and leaves the picture alone', () => {
    const image: RgbaImage = {
      width: 2,
      height: 1,
      data: Uint8ClampedArray.from([0, 0, 0, 255, 9, 9, 9, 255]),
    };
    expect(Array.from(blendTint(image, drawMask('#.'), 0.5).data)).toEqual([
      43, 90, 116, 255, 9, 9, 9, 255,
    ]);
    expect(Array.from(blendTint(image, drawMask('##'), 0).data)).toEqual(Array.from(image.data));
    expect(image.data[0]).toBe(0);
  });
});
