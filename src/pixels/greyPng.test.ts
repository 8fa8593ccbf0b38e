import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { drawMask } from '@/core/mask/drawMask';
import { toGreyPng } from './greyPng';

describe('toGreyPng', () => {
  it('is an 8-bit grey PNG of 0 and 255 that another decoder reads', async () => {
    for (const mask of [
      drawMask('.##..', '..#.#', '#####', '.....'),
      drawMask('#'),
      drawMask('.'),
    ]) {
      const png = await toGreyPng(mask);
      expect(png.type).toBe('image/png');
      const { width, height, depth, channels, data } = decode(await png.arrayBuffer(), {
        checkCrc: true,
      });
      expect({ width, height, depth, channels }).toEqual({
        width: mask.width,
        height: mask.height,
        depth: 8,
        channels: 1,
      });
      expect([...data]).toEqual([...mask.data].map((value) => value * 255));
    }
  });
});
