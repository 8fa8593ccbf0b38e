import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitInto, toSource, toTarget } from './fit';

const side = fc.integer({ min: 1, max: 5000 });
const size = fc.record({ width: side, height: side });
const kind = fc.constantFrom('stretch' as const, 'letterbox' as const);

describe('fitInto', () => {
  it('stretches to the whole frame', () => {
    const fit = fitInto({ width: 600, height: 450 }, { width: 256, height: 256 }, 'stretch');
    expect(fit.placed).toEqual({ x: 0, y: 0, width: 256, height: 256 });
  });

  it('letterboxes in the middle with the shape kept', () => {
    const fit = fitInto({ width: 400, height: 200 }, { width: 256, height: 256 }, 'letterbox');
    expect(fit.placed).toEqual({ x: 0, y: 64, width: 256, height: 128 });
  });

  it('places every picture inside the frame, with at least one pixel a side', () => {
    fc.assert(
      fc.property(size, kind, (source, k) => {
        const { placed } = fitInto(source, { width: 256, height: 192 }, k);
        expect(placed.width).toBeGreaterThanOrEqual(1);
        expect(placed.height).toBeGreaterThanOrEqual(1);
        expect(placed.x + placed.width).toBeLessThanOrEqual(256);
        expect(placed.y + placed.height).toBeLessThanOrEqual(192);
      }),
    );
  });

  it('has an inverse: there and back is within half a pixel', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(size, size, kind, share, share, (source, target, k, u, v) => {
        const fit = fitInto(source, target, k);
        const point = { x: u * source.width, y: v * source.height };
        const back = toSource(fit, toTarget(fit, point));
        expect(Math.abs(back.x - point.x)).toBeLessThan(0.5);
        expect(Math.abs(back.y - point.y)).toBeLessThan(0.5);
      }),
    );
  });
});
