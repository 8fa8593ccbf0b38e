import type { Mask } from '@/core/raster/types';
import { countConfusion } from './confusion';
import type { ConfusionCounts, Scores } from './types';

/** ISIC 2018: a Jaccard below this counts as a miss. */
export const JACCARD_THRESHOLD = 0.65;

/** Overlap of a mask with a truth of the same size, by the rules told at `Scores`. */
export function scoreMask(mask: Mask, truth: Mask): Scores {
  return scoreCounts(countConfusion(mask, truth));
}

/** The same from counts. Source: isic-challenge-scoring, metrics.py (precision: its binary_ppv's form). */
export function scoreCounts(counts: ConfusionCounts): Scores {
  const { truePositive: tp, falsePositive: fp, falseNegative: fn, trueNegative: tn } = counts;
  const jaccard = ratio(tp, tp + fp + fn);
  return {
    counts,
    accuracy: ratio(tp + tn, tp + fp + fn + tn),
    dice: ratio(2 * tp, 2 * tp + fp + fn),
    jaccard,
    thresholdedJaccard: jaccard >= JACCARD_THRESHOLD ? jaccard : 0,
    recall: ratio(tp, tp + fn),
    precision: ratio(tp, tp + fp),
    specificity: ratio(tn, tn + fp),
  };
}

/** Nothing to find and nothing found is a full score. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}
