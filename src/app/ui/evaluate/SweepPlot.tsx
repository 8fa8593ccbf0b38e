import { Text } from '@mantine/core';
import plot from '@/app/ui/parts/Plot.module.css';
import { PlotLegend } from '@/app/ui/parts/PlotLegend';
import { SCORE_LINES } from '@/app/ui/parts/scoreLines';
import type { ThresholdCurve } from '@/core/metrics/thresholdCurve';
import { paperX, paperY } from './plotPaper';
import { PlotFrame } from './PlotFrame';

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
          <PlotLegend lines={SCORE_LINES} />
          <Text size="xs" className={plot.quiet}>
            {says}. Without keeping one region or filling holes, so the means above may differ a
            little. A threshold chosen on these pictures is no longer tested by them.
          </Text>
        </>
      }
    >
      {SCORE_LINES.map(({ name, of, className }) => (
        <polyline
          key={name}
          className={`${plot.line} ${className}`}
          points={curve
            .map((point) => `${paperX(point.threshold).toFixed(1)},${paperY(of(point)).toFixed(1)}`)
            .join(' ')}
        />
      ))}
    </PlotFrame>
  );
}
