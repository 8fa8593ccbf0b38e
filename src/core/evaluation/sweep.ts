/**
 * Scores at 99 thresholds over a whole set: each picture's curve as numbers to keep, and the mean of many. Without
 * clean-up, as a single picture's curve.
 */
import { CURVE_POINTS, type ThresholdCurve } from '@/core/metrics/thresholdCurve';
import type { EvaluationRow } from './types';

const VALUES_A_POINT = 4;

/** Dice, Jaccard, precision and recall of each point, one after the other. */
export function packCurve(curve: ThresholdCurve): Float32Array {
  return Float32Array.from(
    curve.flatMap(({ dice, jaccard, precision, recall }) => [dice, jaccard, precision, recall]),
  );
}

/** The mean of the pictures' curves; null where none has one. */
export function meanCurve(rows: readonly EvaluationRow[]): ThresholdCurve | null {
  const sums = new Float64Array(CURVE_POINTS * VALUES_A_POINT);
  let pictures = 0;
  for (const { sweep } of rows) {
    if (sweep === null) continue;
    pictures++;
    for (let i = 0; i < sums.length; i++) sums[i]! += sweep[i]!;
  }
  if (pictures === 0) return null;
  return Array.from({ length: CURVE_POINTS }, (_, k) => {
    const [dice, jaccard, precision, recall] = Array.from(
      sums.subarray(k * VALUES_A_POINT, (k + 1) * VALUES_A_POINT),
      (sum) => sum / pictures,
    ) as [number, number, number, number];
    return { threshold: (k + 1) / (CURVE_POINTS + 1), dice, jaccard, precision, recall };
  });
}
