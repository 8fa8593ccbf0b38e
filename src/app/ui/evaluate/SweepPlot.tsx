import { Text } from '@mantine/core';
import type { CurvePoint, ThresholdCurve } from '@/core/metrics/thresholdCurve';
import classes from './Plots.module.css';
import { paperX, paperY } from './plotPaper';
import { PlotFrame } from './PlotFrame';

/** Line styles beside colours, so that neither is alone. */
const LINES: readonly {
  readonly name: string;
  readonly of: (point: CurvePoint) => number;
  readonly className: string | undefined;
}[] = [
  { name: 'Dice', of: (point) => point.dice, className: classes.dice },
  { name: 'Jaccard', of: (point) => point.jaccard, className: classes.jaccard },
  { name: 'Precision', of: (point) => point.precision, className: classes.precision },
  { name: 'Recall', of: (point) => point.recall, className: classes.recall },
];

/** Means over the pictures at each threshold. */
export function SweepPlot({
  curve,
  says,
}: {
  readonly curve: ThresholdCurve;
  readonly says: string;
}) {
  return (
    <PlotFrame
      title="Every threshold"
      says={says}
      xName="threshold"
      yName="mean score over the pictures"
      xTick={(share) => `${share * 100} %`}
      below={
        <>
          <ul className={classes.legend}>
            {LINES.map(({ name, className }) => (
              <li key={name}>
                <svg viewBox="0 0 24 6" aria-hidden>
                  <line className={`${classes.line} ${className}`} x1={0} x2={24} y1={3} y2={3} />
                </svg>
                {name}
              </li>
            ))}
          </ul>
          <Text size="xs" className={classes.quiet}>
            {says}. Without keeping one region or filling holes, so the means above may differ a
            little. A threshold chosen on these pictures is no longer tested by them.
          </Text>
        </>
      }
    >
      {LINES.map(({ name, of, className }) => (
        <polyline
          key={name}
          className={`${classes.line} ${className}`}
          points={curve
            .map((point) => `${paperX(point.threshold).toFixed(1)},${paperY(of(point)).toFixed(1)}`)
            .join(' ')}
        />
      ))}
    </PlotFrame>
  );
}
