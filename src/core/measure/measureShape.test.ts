import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawMask } from '@/core/mask/drawMask';
import type { Mask } from '@/core/raster/types';
import { findHull, hullArea } from './convexHull';
import { lengthOf } from './diameters';
import { measureShape } from './measureShape';

/** Pixels whose middle lies in an ellipse with half axes a and b, its long axis at `angle`. */
function drawEllipse(a: number, b: number, angle: number, size = 300): Mask {
  const data = new Uint8Array(size * size);
  const middle = size / 2;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const dx = x + 0.5 - middle;
      const dy = y + 0.5 - middle;
      const along = (dx * Math.cos(angle) + dy * Math.sin(angle)) / a;
      const across = (dy * Math.cos(angle) - dx * Math.sin(angle)) / b;
      if (along * along + across * across <= 1) data[y * size + x] = 1;
    }
  }
  return { width: size, height: size, data };
}

const masks = fc
  .record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 12 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.constantFrom(0, 1), { minLength: width * height, maxLength: width * height })
      .filter((values) => values.includes(1))
      .map((values) => ({ width, height, data: Uint8Array.from(values) })),
  );

describe('measureShape', () => {
  it('is null for an empty mask', () => {
    expect(measureShape(drawMask('...', '...'))).toBeNull();
  });

  it('takes a rectangle as it is', () => {
    const measures = measureShape(drawMask('.....', '.###.', '.###.', '.....'))!;
    expect(measures.areaPx).toBe(6);
    expect(measures.asymmetry).toEqual({ atLongAxis: 0, atShortAxis: 0 });
    expect(measures.solidity).toBe(1);
    // from the middle of the left side of one row to the middle of the right side of the other
    expect(lengthOf(measures.longest)).toBeCloseTo(Math.hypot(3, 1));
  });

  it('measures a single pixel, and one at the corner of the picture', () => {
    const { areaPx, longest } = measureShape(drawMask('#..', '...'))!;
    expect(areaPx).toBe(1);
    expect(lengthOf(longest)).toBe(1);
  });

  it.each([
    [100, 100, 0],
    [120, 60, 0],
    [120, 60, 0.5],
    [120, 40, 2],
  ])('comes near an ellipse of half axes %d and %d at angle %f', (a, b, angle) => {
    const measures = measureShape(drawEllipse(a, b, angle))!;
    const h = ((a - b) / (a + b)) ** 2;
    // Ramanujan 1914
    const perimeter = Math.PI * (a + b) * (1 + (3 * h) / (10 + Math.sqrt(4 - 3 * h)));
    const isNear = (value: number, truth: number, tolerance = 0.01) =>
      expect(Math.abs(value / truth - 1)).toBeLessThan(tolerance);
    isNear(measures.areaPx, Math.PI * a * b);
    isNear(measures.perimeterPx, perimeter, 0.015); // the estimate's own error on a digital curve
    isNear(lengthOf(measures.longest), 2 * a);
    isNear(lengthOf(measures.perpendicular), 2 * b, 0.015); // a pixel of eighty
    isNear(measures.borderIrregularity, perimeter ** 2 / (4 * Math.PI ** 2 * a * b), 0.03); // squared, and so is its error
    expect(measures.solidity).toBeGreaterThan(0.99);
    expect(measures.asymmetry.atLongAxis).toBeLessThan(0.01);
    expect(measures.asymmetry.atShortAxis).toBeLessThan(0.01);
  });

  it('finds half of a disc asymmetric across one axis only', () => {
    const { width, height, data } = drawEllipse(100, 100, 0);
    const half = data.map((value, i) => (i % width < width / 2 ? value : 0));
    const { asymmetry } = measureShape({ width, height, data: half })!;
    expect(asymmetry.atShortAxis).toBeLessThan(0.01);
    expect(asymmetry.atLongAxis).toBeGreaterThan(0.1);
  });

  it('lays the perpendicular at a right angle, never longer than the longest, both on the picture', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const { longest, perpendicular, solidity } = measureShape(mask)!;
        const dot =
          (longest.to.x - longest.from.x) * (perpendicular.to.x - perpendicular.from.x) +
          (longest.to.y - longest.from.y) * (perpendicular.to.y - perpendicular.from.y);
        expect(Math.abs(dot)).toBeLessThan(1e-6);
        expect(lengthOf(perpendicular)).toBeLessThanOrEqual(lengthOf(longest) + 1e-9);
        expect(lengthOf(perpendicular)).toBeGreaterThan(0);
        for (const { x, y } of [longest.from, longest.to, perpendicular.from, perpendicular.to]) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(mask.width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(mask.height);
        }
        expect(solidity).toBeGreaterThan(0);
        expect(solidity).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('does not depend on where in the picture the lesion lies', () => {
    fc.assert(
      fc.property(masks, fc.nat(5), fc.nat(5), (mask, right, down) => {
        const width = mask.width + right + 2;
        const data = new Uint8Array(width * (mask.height + down + 1));
        for (let y = 0; y < mask.height; y++) {
          const row = mask.data.subarray(y * mask.width, (y + 1) * mask.width);
          data.set(row, (y + down) * width + right);
        }
        const moved = measureShape({ width, height: mask.height + down + 1, data })!;
        const still = measureShape(mask)!;
        expect(moved.perimeterPx).toBeCloseTo(still.perimeterPx, 9);
        expect(moved.asymmetry).toEqual(still.asymmetry);
        expect(lengthOf(moved.longest)).toBeCloseTo(lengthOf(still.longest), 9);
        expect(moved.longest.from.x - still.longest.from.x).toBeCloseTo(right, 9);
      }),
    );
  });
});

describe('findHull', () => {
  it('holds every pixel, turns one way only, and is no larger than the frame', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const hull = findHull(mask);
        for (const [i, a] of hull.entries()) {
          const b = hull[(i + 1) % hull.length]!;
          const side = (x: number, y: number) => (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
          const c = hull[(i + 2) % hull.length]!;
          expect(side(c.x, c.y)).toBeGreaterThan(0);
          for (let pixel = 0; pixel < mask.data.length; pixel++) {
            if (mask.data[pixel] === 0) continue;
            const x = pixel % mask.width;
            const y = Math.floor(pixel / mask.width);
            expect(side(x + 0.5, y + 0.5)).toBeGreaterThan(0);
          }
        }
        expect(hullArea(hull)).toBeLessThanOrEqual(mask.width * mask.height);
      }),
    );
  });
});
