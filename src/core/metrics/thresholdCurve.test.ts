import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawMask } from '@/core/mask/drawMask';
import { thresholdMap } from '@/core/mask/toMask';
import type { Mask } from '@/core/raster/types';
import { scoreMask } from './scoreMask';
import {
  bestPoint,
  CURVE_POINTS,
  CurveCount,
  pointAt,
  type ThresholdCurve,
} from './thresholdCurve';

function curveOf(probabilities: Float32Array, truth: Mask): ThresholdCurve {
  const count = new CurveCount(truth);
  const { width, height } = truth;
  for (let y = 0; y < height; y++)
    count.addRow(probabilities.subarray(y * width, (y + 1) * width), y);
  return count.toCurve();
}

const truth = drawMask('##..', '##..');

describe('CurveCount', () => {
  it('has the scores that each threshold’s own mask has, on the thresholds’ values too', () => {
    const hundredths = fc.integer({ min: 0, max: 100 }).map((k) => k / 100);
    const values = fc.oneof(hundredths, fc.float({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(values, { minLength: 8, maxLength: 8 }), (drawn) => {
        const data = Float32Array.from(drawn);
        const curve = curveOf(data, truth);
        expect(curve).toHaveLength(CURVE_POINTS);
        for (const { threshold, ...point } of curve) {
          const settings = { threshold, keep: 'all', fillHoles: false } as const;
          const { mask } = thresholdMap({ width: 4, height: 2, data }, settings);
          expect(scoreMask(mask, truth)).toMatchObject(point);
        }
      }),
    );
  });

  it('runs over the slider’s thresholds', () => {
    const curve = curveOf(new Float32Array(8), truth);
    expect(curve[0]?.threshold).toBe(0.01);
    expect(curve[49]?.threshold).toBe(0.5);
    expect(curve[98]?.threshold).toBe(0.99);
  });
});

describe('bestPoint and pointAt', () => {
  const curve = curveOf(Float32Array.of(0.9, 0.8, 0.7, 0, 0.9, 0.8, 0, 0), truth);

  it('finds the highest Dice, and of several the lowest threshold', () => {
    expect(bestPoint(curve)).toMatchObject({ threshold: 0.71, dice: 1 });
    expect(bestPoint([])).toBeNull();
  });

  it('finds the nearest point', () => {
    expect(pointAt(curve, 0.5)?.threshold).toBe(0.5);
    expect(pointAt(curve, 0.704)?.threshold).toBe(0.7);
    expect(pointAt(curve, 0)?.threshold).toBe(0.01);
    expect(pointAt(curve, 1)?.threshold).toBe(0.99);
    expect(pointAt([], 0.5)).toBeNull();
  });
});
