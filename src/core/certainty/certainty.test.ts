import { describe, expect, it } from 'vitest';
import { fitInto } from '@/core/raster/fit';
import type { ProbabilityMap } from '@/core/raster/types';
import { measureAgreement } from './agreement';
import { combineMaps } from './combineMaps';
import { findWarnings } from './findWarnings';

const SETTINGS = { threshold: 0.5, keep: 'all', fillHoles: false } as const;

const map = (...data: readonly number[]): ProbabilityMap => ({
  width: data.length,
  height: 1,
  data: Float32Array.from(data),
});
const agree = (...maps: readonly ProbabilityMap[]) =>
  measureAgreement(maps, combineMaps(maps).mean, fitInto(maps[0]!, maps[0]!, 'stretch'), SETTINGS);

describe('combineMaps', () => {
  it('gives mean and standard deviation of each pixel', () => {
    const { mean, deviation } = combineMaps([map(0, 0.5, 1), map(1, 0.5, 0), map(0.5, 0.5, 0.5)]);
    expect([...mean.data]).toEqual([0.5, 0.5, 0.5]);
    expect(deviation[0]).toBeCloseTo(Math.sqrt(0.5 / 3), 6);
    expect(deviation[1]).toBe(0);
  });

  it('cannot exceed one half', () => {
    const { deviation } = combineMaps([map(0), map(1)]);
    expect(deviation[0]).toBe(0.5);
  });
});

describe('measureAgreement', () => {
  it('is 1 where all say the same', () => {
    expect(agree(map(0.9, 0.1), map(0.9, 0.1))).toBe(1);
  });

  it('is the mean Dice with the mean’s mask', () => {
    // the mean keeps the first two; Dice 1, 2·2/(2+3), 2·1/(2+1)
    const value = agree(map(0.9, 0.9, 0.1), map(0.9, 0.9, 0.9), map(0.9, 0.1, 0.1));
    expect(value).toBeCloseTo((1 + 4 / 5 + 2 / 3) / 3, 9);
  });

  it('is of the network’s own outlines, whatever was drawn by hand', () => {
    const maps = [map(0.9, 0.9, 0.1), map(0.9, 0.9, 0.9), map(0.9, 0.1, 0.1)];
    const strokes = [{ kind: 'add', shape: 'brush', radius: 1, points: [0.5, 0.5] }] as const;
    const fit = fitInto(maps[0]!, maps[0]!, 'stretch');
    const settings = { ...SETTINGS, strokes };
    expect(measureAgreement(maps, combineMaps(maps).mean, fit, settings)).toBe(agree(...maps));
  });

  it('is null where the mean has no lesion', () => {
    expect(agree(map(0.1, 0.9), map(0.1, 0.0))).toBeNull();
  });

  it('does not look at the bars of a letterboxed picture', () => {
    const fit = fitInto({ width: 4, height: 2 }, { width: 4, height: 4 }, 'letterbox');
    const inside = [0.9, 0.9, 0.1, 0.1, 0.9, 0.9, 0.1, 0.1];
    const one = {
      width: 4,
      height: 4,
      data: Float32Array.from([0, 0, 0, 0, ...inside, 0, 0, 0, 0]),
    };
    const two = {
      width: 4,
      height: 4,
      data: Float32Array.from([1, 1, 1, 1, ...inside, 1, 1, 1, 1]),
    };
    expect(measureAgreement([one, two], combineMaps([one, two]).mean, fit, SETTINGS)).toBe(1);
  });
});

describe('findWarnings', () => {
  const sound = { lesionShare: 0.2, regions: 1, touchesBorder: false };

  it('has nothing against one region that agrees', () => {
    expect(findWarnings(sound, 'high')).toEqual([]);
    expect(findWarnings(sound, 'fair')).toEqual([]);
    expect(findWarnings(sound, null)).toEqual([]);
  });

  it('tells everything that holds, agreement first', () => {
    const facts = { lesionShare: 0.0049, regions: 2, touchesBorder: true };
    expect(findWarnings(facts, 'low')).toEqual([
      'low-agreement',
      'several-regions',
      'touches-border',
      'very-small',
    ]);
  });

  it('tells of an empty mask only that it is empty', () => {
    expect(findWarnings({ ...sound, lesionShare: 0, regions: 0 }, 'low')).toEqual(['no-lesion']);
  });

  it('takes half a percent as large enough', () => {
    expect(findWarnings({ ...sound, lesionShare: 0.005 }, null)).toEqual([]);
  });
});
