import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawMask } from './drawMask';
import { ringArea, traceOutline } from './outline';

describe('traceOutline', () => {
  it('walks a square clockwise through its four corners', () => {
    const rings = traceOutline(drawMask('.....', '.###.', '.###.', '.....'));
    expect(rings.map((ring) => Array.from(ring))).toEqual([[4, 1, 4, 3, 1, 3, 1, 1]]);
    expect(ringArea(rings[0]!)).toBe(6);
  });

  it('walks a hole the other way', () => {
    const rings = traceOutline(drawMask('###', '#.#', '###'));
    expect(rings.map(ringArea)).toEqual([9, -1]);
  });

  it('joins pixels that touch by a corner', () => {
    expect(traceOutline(drawMask('#.', '.#')).map(ringArea)).toEqual([2]);
    expect(traceOutline(drawMask('.#', '#.')).map(ringArea)).toEqual([2]);
  });

  it('follows the border of the picture, and finds nothing in an empty mask', () => {
    expect(traceOutline(drawMask('##', '##')).map((ring) => Array.from(ring))).toEqual([
      [2, 0, 2, 2, 0, 2, 0, 0],
    ]);
    expect(traceOutline(drawMask('..', '..'))).toEqual([]);
  });

  it('encloses exactly the area of the mask, with a turn at every point', () => {
    const side = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.array(fc.boolean(), { minLength: 400, maxLength: 400 }),
        (width, height, bits) => {
          const data = Uint8Array.from({ length: width * height }, (_, i) => (bits[i] ? 1 : 0));
          const rings = traceOutline({ width, height, data });
          const area = rings.reduce((sum, ring) => sum + ringArea(ring), 0);
          expect(area).toBe(data.reduce((sum, value) => sum + value, 0));
          for (const ring of rings) {
            for (let i = 0; i < ring.length; i += 2) {
              const at = (offset: number) => ring[(i + offset) % ring.length];
              const isStraight =
                (at(0) === at(2) && at(2) === at(4)) || (at(1) === at(3) && at(3) === at(5));
              expect(isStraight).toBe(false);
            }
          }
        },
      ),
    );
  });
});
