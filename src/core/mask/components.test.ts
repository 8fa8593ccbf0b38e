import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mask } from '@/core/raster/types';
import {
  areasPx,
  type Components,
  type Connectivity,
  findBorderRegions,
  findComponents,
} from './components';
import { drawMask } from './drawMask';

const randomMask = fc
  .record({ width: fc.integer({ min: 1, max: 24 }), height: fc.integer({ min: 1, max: 24 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.constantFrom(0, 1), { minLength: width * height, maxLength: width * height })
      .map((values): Mask => ({ width, height, data: Uint8Array.from(values) })),
  );

/** Region + 1 of every pixel, 0 elsewhere. */
function toLabels({ runs, y, start, end, region }: Components, { width, height }: Mask): number[] {
  const labels = new Array<number>(width * height).fill(0);
  for (let run = 0; run < runs; run++) {
    labels.fill(region[run]! + 1, y[run]! * width + start[run]!, y[run]! * width + end[run]!);
  }
  return labels;
}

/** The same by visiting every neighbour of every pixel. */
function floodLabels(
  { width, height, data }: Mask,
  value: 0 | 1,
  connectivity: Connectivity,
): number[] {
  const labels = new Array<number>(data.length).fill(0);
  let regions = 0;
  data.forEach((start, i) => {
    if (start !== value || labels[i] !== 0) return;
    regions++;
    labels[i] = regions;
    const open = [i];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const dy of [-1, 0, 1]) {
        for (const dx of [-1, 0, 1]) {
          if (connectivity === 4 && dx !== 0 && dy !== 0) continue;
          const x = (at % width) + dx;
          const y = Math.floor(at / width) + dy;
          const next = y * width + x;
          if (
            x < 0 ||
            y < 0 ||
            x >= width ||
            y >= height ||
            data[next] !== value ||
            labels[next] !== 0
          )
            continue;
          labels[next] = regions;
          open.push(next);
        }
      }
    }
  });
  return labels;
}

describe('findComponents', () => {
  it.each([4, 8] as const)(
    'labels as a flood fill does, %i-connected, lesion and background',
    (connectivity) => {
      fc.assert(
        fc.property(randomMask, fc.constantFrom(0 as const, 1 as const), (mask, value) => {
          const labels = toLabels(findComponents(mask, value, connectivity), mask);
          expect(labels).toEqual(floodLabels(mask, value, connectivity));
        }),
        { numRuns: 300 },
      );
    },
  );

  it('joins corners only when 8-connected, counts pixels and finds the border', () => {
    const mask = drawMask('#....', '.....', '.##..', '...#.', '.....');
    const eight = findComponents(mask, 1, 8);
    expect(eight.regions).toBe(2);
    expect(Array.from(areasPx(eight))).toEqual([1, 3]);
    expect(Array.from(findBorderRegions(eight, mask))).toEqual([1, 0]);
    expect(findComponents(mask, 1, 4).regions).toBe(3);
  });

  it('finds nothing in an empty mask and one region in a full one', () => {
    const empty = drawMask('...', '...');
    expect(findComponents(empty, 1, 8).regions).toBe(0);
    const full = findComponents(empty, 0, 4);
    expect(Array.from(areasPx(full))).toEqual([6]);
  });
});
