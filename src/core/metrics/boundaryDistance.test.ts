import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawMask } from '@/core/mask/drawMask';
import type { Mask } from '@/core/raster/types';
import { runSteps } from '@/core/steps';
import { type BoundaryDistances, measureBoundary } from './boundaryDistance';

const measure = (mask: Mask, truth: Mask) => runSteps(measureBoundary(mask, truth));

const EMPTY = drawMask('.....', '.....', '.....', '.....');
const LEFT_PIXEL = drawMask('.....', '#....', '.....', '.....');

/** Pixels of a random mask, at least one of them lesion. */
const masks = fc
  .record({ width: fc.integer({ min: 1, max: 16 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) => {
    const pixels = fc
      .uint8Array({ min: 0, max: 1, minLength: width * height, maxLength: width * height })
      .filter((data) => data.includes(1));
    return fc.tuple(pixels, pixels).map(([mask, truth]) => ({
      mask: { width, height, data: mask },
      truth: { width, height, data: truth },
    }));
  });

/** Every surface pixel against every other, as the definition says it. */
function measureByBrute(mask: Mask, truth: Mask): { hausdorff95Px: number; meanSurfacePx: number } {
  const a = surfacePoints(mask);
  const b = surfacePoints(truth);
  const nearest = (from: typeof a, to: typeof a) =>
    from.map(([x, y]) => Math.min(...to.map(([u, v]) => Math.hypot(x - u, y - v))));
  const all = [...nearest(a, b), ...nearest(b, a)].sort((one, other) => one - other);
  const rank = 0.95 * (all.length - 1);
  const low = all[Math.floor(rank)]!;
  const high = all[Math.ceil(rank)]!;
  return {
    hausdorff95Px: low + (high - low) * (rank % 1),
    meanSurfacePx: all.reduce((sum, one) => sum + one, 0) / all.length,
  };
}

function surfacePoints({ width, height, data }: Mask): (readonly [number, number])[] {
  const at = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height ? data[y * width + x]! : 0;
  return Array.from(data, (value, i) => [value, i % width, Math.floor(i / width)] as const)
    .filter(
      ([value, x, y]) =>
        value === 1 && at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) < 4,
    )
    .map(([, x, y]) => [x, y] as const);
}

function figures(distances: BoundaryDistances) {
  if (distances.kind !== 'measured') throw new Error('not defined');
  return distances;
}

describe('measureBoundary', () => {
  it('is exact where many pixels are far from the other surface', () => {
    // a line along the top and scattered pixels at the bottom: searching is given up for the envelope
    const [width, height] = [60, 50];
    const top = new Uint8Array(width * height).fill(1, 0, width);
    const bottom = new Uint8Array(width * height);
    for (const x of [3, 4, 31, 58]) bottom[(height - 1 - (x % 7)) * width + x] = 1;
    for (const [mask, truth] of [
      [top, bottom],
      [bottom, top],
    ] as const) {
      const pair = [
        { width, height, data: mask },
        { width, height, data: truth },
      ] as const;
      const brute = measureByBrute(...pair);
      const { hausdorff95Px, meanSurfacePx } = figures(measure(...pair));
      expect(hausdorff95Px).toBeCloseTo(brute.hausdorff95Px, 9);
      expect(meanSurfacePx).toBeCloseTo(brute.meanSurfacePx, 9);
    }
  });

  it('is 0 for the truth itself', () => {
    const lesion = drawMask('.....', '.###.', '.###.', '.###.', '.....');
    expect(measure(lesion, lesion)).toEqual({
      kind: 'measured',
      hausdorff95Px: 0,
      meanSurfacePx: 0,
    });
  });

  it('is the distance of two single pixels', () => {
    const other = drawMask('.....', '.....', '.....', '....#');
    const { hausdorff95Px, meanSurfacePx } = figures(measure(LEFT_PIXEL, other));
    expect(hausdorff95Px).toBeCloseTo(Math.sqrt(16 + 4), 12);
    expect(meanSurfacePx).toBeCloseTo(Math.sqrt(16 + 4), 12);
  });

  it('is not defined without a pixel', () => {
    expect(measure(EMPTY, LEFT_PIXEL)).toEqual({ kind: 'undefined', empty: 'mask' });
    expect(measure(LEFT_PIXEL, EMPTY)).toEqual({ kind: 'undefined', empty: 'truth' });
    expect(measure(EMPTY, EMPTY)).toEqual({ kind: 'undefined', empty: 'both' });
  });

  it('does not see what lies inside, and takes the border of the picture for outside', () => {
    const full = drawMask('###', '###', '###');
    const ring = drawMask('###', '#.#', '###');
    const inner = drawMask('...', '.#.', '...');
    // the full mask's surface is its rim, as the ring's: the hole's own pixels are on the rim already
    expect(figures(measure(full, ring)).meanSurfacePx).toBe(0);
    expect(figures(measure(full, inner)).hausdorff95Px).toBeCloseTo(Math.SQRT2, 12);
  });

  it('is what the definition says, for any two masks', () => {
    fc.assert(
      fc.property(masks, ({ mask, truth }) => {
        const { hausdorff95Px, meanSurfacePx } = figures(measure(mask, truth));
        const brute = measureByBrute(mask, truth);
        expect(hausdorff95Px).toBeCloseTo(brute.hausdorff95Px, 9);
        expect(meanSurfacePx).toBeCloseTo(brute.meanSurfacePx, 9);
      }),
    );
  });

  it('does not depend on the order, nor on empty space around', () => {
    fc.assert(
      fc.property(masks, ({ mask, truth }) => {
        const there = figures(measure(mask, truth));
        const back = figures(measure(truth, mask));
        expect(back.meanSurfacePx).toBeCloseTo(there.meanSurfacePx, 12);
        expect(back.hausdorff95Px).toBeCloseTo(there.hausdorff95Px, 12);
        expect(measure(pad(mask), pad(truth))).toEqual(there);
      }),
    );
  });

  it('pauses on the way', () => {
    const tall: Mask = { width: 1, height: 500, data: new Uint8Array(500).fill(1) };
    let pauses = 0;
    const steps = measureBoundary(tall, tall);
    while (steps.next().done !== true) pauses++;
    expect(pauses).toBeGreaterThan(10);
  });

  it('refuses masks of different sizes', () => {
    expect(() => measure(EMPTY, drawMask('#'))).toThrow(RangeError);
  });
});

/** Two empty pixels on every side. */
function pad({ width, height, data }: Mask): Mask {
  const wider = width + 4;
  const padded = new Uint8Array(wider * (height + 4));
  for (let y = 0; y < height; y++)
    padded.set(data.subarray(y * width, (y + 1) * width), (y + 2) * wider + 2);
  return { width: wider, height: height + 4, data: padded };
}
