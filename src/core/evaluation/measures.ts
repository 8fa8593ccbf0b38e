/** The columns of every table of an evaluation, in their order: the paper's five first. */
import { scoreCounts } from '@/core/metrics/scoreMask';
import type { Outcome, ScoredOutcome } from './types';

export type MeasureKey =
  | 'accuracy'
  | 'dice'
  | 'jaccard'
  | 'recall'
  | 'precision'
  | 'specificity'
  | 'thresholdedJaccard'
  | 'hausdorff95Px'
  | 'meanSurfacePx';

export type Measure = {
  readonly key: MeasureKey;
  readonly name: string;
  /** The column's name in files. */
  readonly column: string;
  /** '' for a share, 0..1. */
  readonly unit: '' | 'px';
};

export const MEASURES: readonly Measure[] = [
  { key: 'accuracy', name: 'Accuracy', column: 'accuracy', unit: '' },
  { key: 'dice', name: 'Dice (F1)', column: 'dice', unit: '' },
  { key: 'jaccard', name: 'Jaccard (IoU)', column: 'jaccard', unit: '' },
  { key: 'recall', name: 'Recall', column: 'recall', unit: '' },
  { key: 'precision', name: 'Precision', column: 'precision', unit: '' },
  { key: 'specificity', name: 'Specificity', column: 'specificity', unit: '' },
  {
    key: 'thresholdedJaccard',
    name: 'Thresholded Jaccard',
    column: 'thresholded_jaccard',
    unit: '',
  },
  { key: 'hausdorff95Px', name: 'Hausdorff 95 %', column: 'hausdorff95_px', unit: 'px' },
  {
    key: 'meanSurfacePx',
    name: 'Mean surface distance',
    column: 'mean_surface_distance_px',
    unit: 'px',
  },
];

/** Every figure of one picture; a distance is null where it is not defined (one of the two masks is empty). */
export type Figures = Readonly<Record<MeasureKey, number | null>>;

export function toFigures({ counts, boundary }: ScoredOutcome): Figures {
  const scores = scoreCounts(counts);
  return {
    accuracy: scores.accuracy,
    dice: scores.dice,
    jaccard: scores.jaccard,
    recall: scores.recall,
    precision: scores.precision,
    specificity: scores.specificity,
    thresholdedJaccard: scores.thresholdedJaccard,
    hausdorff95Px: boundary.kind === 'measured' ? boundary.hausdorff95Px : null,
    meanSurfacePx: boundary.kind === 'measured' ? boundary.meanSurfacePx : null,
  };
}

/** The figures of an outcome that has any. */
export function figuresOf(outcome: Outcome | undefined): Figures | null {
  return outcome?.kind === 'scored' ? toFigures(outcome) : null;
}
