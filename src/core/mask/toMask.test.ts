import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitInto } from '@/core/raster/fit';
import type { ProbabilityMap } from '@/core/raster/types';
import { drawRows } from './drawMask';
import {
  forEachProbabilityRow,
  resizeProbabilities,
  thresholdMap,
  toMask,
  toMasks,
} from './toMask';
import type { MaskSettings } from './types';

const plain: MaskSettings = { threshold: 0.5, keep: 'all', fillHoles: false };
const map = (width: number, height: number, values: readonly number[]): ProbabilityMap => ({
  width,
  height,
  data: Float32Array.from(values),
});

describe('toMask', () => {
  it('resizes first and thresholds then: the border lies where the probabilities cross, not at a block', () => {
    // 0.8 and 0.0 side by side, enlarged 8 times: they cross 0.5 at 3/8 of the way between the two middles
    const fit = fitInto({ width: 16, height: 1 }, { width: 2, height: 1 }, 'stretch');
    const mask = toMask(map(2, 1, [0.8, 0]), fit, plain);
    expect(drawRows(mask)).toEqual(['#######.........']);
  });

  it('corrects last, so that the clean-up drops nothing that was drawn', () => {
    const fit = fitInto({ width: 8, height: 1 }, { width: 8, height: 1 }, 'stretch');
    const one = map(8, 1, [1, 1, 1, 0, 0, 0, 0, 0]);
    const strokes = [
      { kind: 'add', shape: 'brush', radius: 0.5 / 8, points: [6.5 / 8, 0.5] },
      { kind: 'erase', shape: 'brush', radius: 0.5 / 8, points: [1.5 / 8, 0.5] },
    ] as const;
    const settings = { threshold: 0.5, keep: 'largest', fillHoles: true, strokes } as const;
    expect(drawRows(toMask(one, fit, settings))).toEqual(['#.#...#.']);
    expect(drawRows(thresholdMap(one, settings).mask)).toEqual(['#.#...#.']);
    expect(thresholdMap(one, settings).regions).toBe(3);
    expect(drawRows(toMasks(one, fit, [settings], () => undefined)[0]!)).toEqual(['#.#...#.']);
  });

  it('counts a pixel at the threshold as lesion', () => {
    const fit = fitInto({ width: 2, height: 1 }, { width: 2, height: 1 }, 'stretch');
    expect(drawRows(toMask(map(2, 1, [0.6, 0.59]), fit, { ...plain, threshold: 0.6 }))).toEqual([
      '#.',
    ]);
  });

  it('reads no probability from the bars of a letterboxed picture', () => {
    // a 4 × 2 picture in a 4 × 4 frame; the bars say 1 everywhere
    const fit = fitInto({ width: 4, height: 2 }, { width: 4, height: 4 }, 'letterbox');
    const bars = [1, 1, 1, 1];
    const mask = toMask(map(4, 4, [...bars, 0, 0, 0, 0, 0, 0, 0, 1, ...bars]), fit, plain);
    expect(drawRows(mask)).toEqual(['....', '...#']);
  });

  it('equals keeping the resized map and thresholding it, at any size', () => {
    const side = fc.integer({ min: 1, max: 30 });
    const keep = fc.constantFrom('all' as const, 'largest' as const, 'central' as const);
    const chosen = fc.record({
      threshold: fc.double({ min: 0, max: 1, noNaN: true }),
      keep,
      fillHoles: fc.boolean(),
    });
    fc.assert(
      fc.property(
        side,
        side,
        fc.constantFrom('stretch' as const, 'letterbox' as const),
        chosen,
        (width, height, kind, settings) => {
          const values = Array.from({ length: 64 }, (_, i) => ((i * 29) % 17) / 16);
          const fit = fitInto({ width, height }, { width: 8, height: 8 }, kind);
          const kept = resizeProbabilities(map(8, 8, values), fit, fit.source);
          expect(thresholdMap(kept, settings).mask).toEqual(
            toMask(map(8, 8, values), fit, settings),
          );
        },
      ),
    );
  });

  it('cleans up as it is told', () => {
    const fit = fitInto({ width: 5, height: 1 }, { width: 5, height: 1 }, 'stretch');
    const mask = toMask(map(5, 1, [1, 0, 1, 1, 0]), fit, { ...plain, keep: 'largest' });
    expect(drawRows(mask)).toEqual(['..##.']);
  });
});

describe('toMasks', () => {
  it('gives what toMask gives for each of the settings, and shows each row once', () => {
    const fit = fitInto({ width: 13, height: 9 }, { width: 8, height: 8 }, 'letterbox');
    const values = map(
      8,
      8,
      Array.from({ length: 64 }, (_, i) => ((i * 29) % 17) / 16),
    );
    const settings: readonly MaskSettings[] = [
      plain,
      { threshold: 0.3, keep: 'largest', fillHoles: true },
    ];
    const seen: number[][] = [];
    const masks = toMasks(values, fit, settings, (row, y) => (seen[y] = [...row]));
    expect(masks).toEqual(settings.map((one) => toMask(values, fit, one)));
    const rows: number[][] = [];
    forEachProbabilityRow(values, fit, (row) => rows.push([...row]));
    expect(seen).toEqual(rows);
  });
});
