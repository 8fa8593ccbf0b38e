import { describe, expect, it } from 'vitest';
import { toModelInput } from './toModelInput';
import type { InputSpec, RgbaImage } from './types';

/** A 4 × 2 picture: left half red, right half blue. */
const picture: RgbaImage = {
  width: 4,
  height: 2,
  data: Uint8ClampedArray.from(
    [0, 1].flatMap(() =>
      [0, 1, 2, 3].flatMap((x) => (x < 2 ? [255, 0, 0, 255] : [0, 0, 255, 255])),
    ),
  ),
};
const spec: InputSpec = { size: { width: 4, height: 4 }, range: [0, 1], fit: 'stretch' };

describe('toModelInput', () => {
  it('stretches the whole frame into NHWC values of the range', () => {
    const { data, size, fit } = toModelInput(picture, spec);
    expect(size).toEqual({ width: 4, height: 4 });
    expect(fit.placed).toEqual({ x: 0, y: 0, width: 4, height: 4 });
    expect(Array.from(data.subarray(0, 12))).toEqual([1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1]);
    expect(data).toHaveLength(48);
  });

  it('maps bytes to another range', () => {
    const { data } = toModelInput(picture, { ...spec, range: [-1, 1] });
    expect(Array.from(data.subarray(0, 3))).toEqual([1, -1, -1]);
  });

  it('letterboxes between bars of the middle grey', () => {
    const { data, fit } = toModelInput(picture, { ...spec, range: [-1, 3], fit: 'letterbox' });
    expect(fit.placed).toEqual({ x: 0, y: 1, width: 4, height: 2 });
    const rows = [0, 1, 2, 3].map((y) => Array.from(data.subarray(y * 12, y * 12 + 3)));
    expect(rows).toEqual([
      [1, 1, 1],
      [3, -1, -1],
      [3, -1, -1],
      [1, 1, 1],
    ]);
  });

  it('leads back to the true size of a picture that was decoded smaller', () => {
    const { fit } = toModelInput(picture, spec, { width: 8000, height: 4000 });
    expect(fit.source).toEqual({ width: 8000, height: 4000 });
  });
});
