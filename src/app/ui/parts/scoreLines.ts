import type { CurvePoint } from '@/core/metrics/thresholdCurve';
import plot from './Plot.module.css';
import type { PlotLine } from './PlotLegend';

/** The four scores over the threshold, as every plot draws them. */
export const SCORE_LINES: readonly (PlotLine & {
  readonly of: (point: CurvePoint) => number;
})[] = [
  { name: 'Dice', of: (point) => point.dice, className: plot.dice },
  { name: 'Jaccard', of: (point) => point.jaccard, className: plot.jaccard },
  { name: 'Precision', of: (point) => point.precision, className: plot.precision },
  { name: 'Recall', of: (point) => point.recall, className: plot.recall },
];
