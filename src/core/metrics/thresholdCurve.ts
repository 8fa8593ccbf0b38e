/**
 * Scores at every threshold at once. In: probabilities row by row and a truth. Out: 99 points, 1 % to 99 %.
 * One pass sorts the pixels by the highest threshold they reach, inside and outside the truth; sums from above give
 * the counts. Without clean-up (keeping one region, filling holes), which would need a pass for each threshold.
 */
import type { Mask } from '@/core/raster/types';
import { scoreCounts } from './scoreMask';

export type CurvePoint = {
  readonly threshold: number;
  readonly dice: number;
  readonly jaccard: number;
  readonly precision: number;
  readonly recall: number;
};

/** By rising threshold, 0.01 to 0.99 in steps of 0.01: the slider's. */
export type ThresholdCurve = readonly CurvePoint[];

export const CURVE_POINTS = 99;
const STEPS = CURVE_POINTS + 1;
// as toMask cuts: the probabilities are float32. Between -∞ and ∞, so that a search in it needs no other end.
const CUTS = Float32Array.from({ length: CURVE_POINTS + 2 }, (_, k) =>
  k === 0 ? -Infinity : k > CURVE_POINTS ? Infinity : k / STEPS,
);
const LOWEST = CUTS[1]!;
const HIGHEST = CUTS[CURVE_POINTS]!;

export class CurveCount {
  /** Pixels by the number of thresholds they reach, 0 to 99: outside the truth, then inside. */
  readonly #counts = new Float64Array(2 * STEPS);
  readonly #truth: Mask;

  constructor(truth: Mask) {
    this.#truth = truth;
  }

  /** Counts row `y` of probabilities at the truth's size. */
  addRow(row: Float32Array, y: number): void {
    const { width, data } = this.#truth;
    const counts = this.#counts;
    // nearly all pixels reach none or all; those are counted without looking further
    let none = 0;
    let noneInside = 0;
    let all = 0;
    let allInside = 0;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const probability = row[x]!;
      const isInside = data[i]!;
      if (probability < LOWEST) {
        none++;
        noneInside += isInside;
      } else if (probability >= HIGHEST) {
        all++;
        allInside += isInside;
      } else counts[countReached(probability) + isInside * STEPS]!++;
    }
    counts[0]! += none - noneInside;
    counts[STEPS]! += noneInside;
    counts[CURVE_POINTS]! += all - allInside;
    counts[STEPS + CURVE_POINTS]! += allInside;
  }

  toCurve(): ThresholdCurve {
    const points: CurvePoint[] = [];
    const outside = this.#counts.subarray(0, STEPS);
    const inside = this.#counts.subarray(STEPS);
    const actual = inside.reduce((sum, count) => sum + count, 0);
    const absent = outside.reduce((sum, count) => sum + count, 0);
    let truePositive = 0;
    let falsePositive = 0;
    for (let k = CURVE_POINTS - 1; k >= 0; k--) {
      truePositive += inside[k + 1]!;
      falsePositive += outside[k + 1]!;
      const { dice, jaccard, precision, recall } = scoreCounts({
        truePositive,
        falsePositive,
        falseNegative: actual - truePositive,
        trueNegative: absent - falsePositive,
      });
      points.push({ threshold: (k + 1) / STEPS, dice, jaccard, precision, recall });
    }
    return points.reverse();
  }
}

/** The point of highest Dice; the lowest threshold of several. */
export function bestPoint(curve: ThresholdCurve): CurvePoint | null {
  return curve.reduce<CurvePoint | null>(
    (best, point) => (best === null || point.dice > best.dice ? point : best),
    null,
  );
}

/** The point nearest to a threshold, 0..1. */
export function pointAt(curve: ThresholdCurve, threshold: number): CurvePoint | null {
  const index = Math.round(threshold * STEPS) - 1;
  return curve[Math.min(curve.length - 1, Math.max(0, index))] ?? null;
}

/** How many thresholds a probability, 0..1, reaches: a guess by its size, put right by comparing. */
function countReached(probability: number): number {
  let reached = Math.min(CURVE_POINTS, (probability * STEPS) | 0);
  while (probability >= CUTS[reached + 1]!) reached++;
  while (probability < CUTS[reached]!) reached--;
  return reached;
}
