import { describe, expect, it } from 'vitest';
import type { Mask } from '@/core/raster/types';
import { raggednessOf, truthBorderOf } from './truthBorder';

function draw(width: number, height: number, isLesion: (x: number, y: number) => boolean): Mask {
  const data = Uint8Array.from({ length: width * height }, (_, at) =>
    Number(isLesion(at % width, Math.floor(at / width))),
  );
  return { width, height, data };
}

const disc = (side: number, wobble: (angle: number) => number = () => 0) =>
  draw(side, side, (x, y) => {
    const [dx, dy] = [x - side / 2, y - side / 2];
    return Math.hypot(dx, dy) < side * 0.3 + wobble(Math.atan2(dy, dx));
  });

describe('the border of a truth', () => {
  it('is told by the pixels that their surroundings flip, for each pixel of border', () => {
    const half = (x: number) => x < 10;
    expect(raggednessOf(draw(20, 20, half))).toBe(0);
    // a tooth is flipped away; the border is 20 long without it, 22 with it
    expect(raggednessOf(draw(20, 20, (x, y) => half(x) || (x === 10 && y === 10)))).toBe(1 / 22);
  });

  it.each([256, 512, 1500])('is smooth on a disc, ragged where pixels stand out, %i px', (side) => {
    expect(truthBorderOf(disc(side))).toBe('smooth');
    const teeth = (angle: number) => 2 * Math.ceil(side / 512) * Math.sin(angle * 150);
    expect(truthBorderOf(disc(side, teeth))).toBe('ragged');
  });

  it('is not there where nothing or everything is lesion', () => {
    expect(truthBorderOf(draw(9, 9, () => false))).toBeNull();
    expect(truthBorderOf(draw(9, 9, () => true))).toBeNull();
  });
});
