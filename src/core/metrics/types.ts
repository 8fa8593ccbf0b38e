/** Pixel counts of a mask against a truth of the same size. */
export type ConfusionCounts = {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
};

/**
 * Overlap measures, 0..1, by the rules of isic-challenge-scoring: a ratio whose denominator is 0 counts as 1.
 * Precision is not among that scorer's figures for masks; it follows the same convention here.
 */
export type Scores = {
  readonly counts: ConfusionCounts;
  readonly accuracy: number;
  readonly dice: number;
  readonly jaccard: number;
  /** Jaccard where it is at least 0.65, else 0 (ISIC 2018). */
  readonly thresholdedJaccard: number;
  readonly recall: number;
  readonly precision: number;
  readonly specificity: number;
};
