import { describe, expect, it } from 'vitest';
import { fitInto } from '@/core/raster/fit';
import type { Size } from '@/core/raster/types';
import { fullMask, prepareProbabilities, prepareTruth, viewSize } from './developMask';

const settings = { threshold: 0.5, keep: 'central', fillHoles: true } as const;

function probabilitiesFor(source: Size) {
  const map = {
    width: 16,
    height: 16,
    data: Float32Array.from({ length: 256 }, (_, i) => ((i * 37) % 64) / 63),
  };
  return prepareProbabilities(map, fitInto(source, map, 'stretch'));
}

describe('viewSize', () => {
  it('is the picture itself up to 1.4 megapixels, the same shape above', () => {
    expect(viewSize({ width: 1200, height: 1000 })).toEqual({ width: 1200, height: 1000 });
    expect(viewSize({ width: 8000, height: 4000 })).toEqual({ width: 1673, height: 837 });
    expect(viewSize({ width: 60_000, height: 1000 }).height).toBeGreaterThanOrEqual(1);
  });
});

describe('fullMask', () => {
  it.each([
    { width: 60, height: 40 },
    { width: 2400, height: 1000 },
  ])("has the picture's own size: $width × $height", (source) => {
    const mask = fullMask(probabilitiesFor(source), settings);
    expect({ width: mask.width, height: mask.height }).toEqual(source);
    expect(mask.data).toContain(1);
  });
});

describe('prepareTruth', () => {
  it('keeps the truth as it is for scores and fits another to the view', () => {
    const mask = { width: 3000, height: 1000, data: new Uint8Array(3_000_000).fill(1) };
    const truth = prepareTruth(mask);
    expect(truth.mask).toBe(mask);
    expect({ width: truth.viewMask.width, height: truth.viewMask.height }).toEqual(viewSize(mask));
    expect(truth.viewOutline).toHaveLength(1);
    const shares = Array.from(truth.viewOutline[0]!);
    expect([Math.min(...shares), Math.max(...shares)]).toEqual([0, 1]);
  });

  it('is the same after it was forgotten', () => {
    const mask = { width: 4, height: 2, data: Uint8Array.from([0, 1, 1, 0, 0, 0, 1, 0]) };
    const truth = prepareTruth(mask);
    const before = [truth.mask, truth.viewMask, truth.viewOutline];
    truth.forget();
    expect(truth.mask).not.toBe(mask);
    expect([truth.mask, truth.viewMask, truth.viewOutline]).toEqual(before);
  });
});

describe('prepareProbabilities', () => {
  it('is the same after it was forgotten', () => {
    const probabilities = probabilitiesFor({ width: 60, height: 40 });
    const before = probabilities.viewMap;
    probabilities.forget();
    expect(probabilities.viewMap).not.toBe(before);
    expect(probabilities.viewMap).toEqual(before);
  });
});
