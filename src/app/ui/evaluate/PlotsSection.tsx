import { NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useAppState } from '@/app/ui/usePorts';
import { formatScore } from '@/app/ui/parts/formatNumbers';
import { countBins } from '@/core/evaluation/histogram';
import { figuresOf, MEASURES, type MeasureKey } from '@/core/evaluation/measures';
import { meanCurve } from '@/core/evaluation/sweep';
import { bestPoint } from '@/core/metrics/thresholdCurve';
import classes from './Evaluate.module.css';
import { Part } from './Part';
import { paperX, paperY, TICKS } from './plotPaper';
import { PlotFrame } from './PlotFrame';
import plot from './Plots.module.css';
import { ScatterPlot } from './ScatterPlot';
import { SweepPlot } from './SweepPlot';

const BINS = 20;
const SHARES = MEASURES.filter(({ unit }) => unit === '');

/** How the figures are spread, what another threshold would give, and whether small lesions are harder. */
export function PlotsSection() {
  const rows = useAppState(({ evaluation }) => evaluation.rows);
  const [shown, setShown] = useState<MeasureKey>('jaccard');
  const scored = useMemo(
    () =>
      rows.flatMap(({ id, outcomes, size }) => {
        const { main } = outcomes;
        const figures = figuresOf(main);
        if (figures === null || main?.kind !== 'scored' || size === null) return [];
        const { truePositive, falseNegative } = main.counts;
        const lesionShare = (truePositive + falseNegative) / (size.width * size.height);
        return [{ id, figures, lesionShare }];
      }),
    [rows],
  );
  const curve = useMemo(() => meanCurve(rows), [rows]);
  if (scored.length === 0) return null;
  const bins = countBins(
    scored.map(({ figures }) => figures[shown] ?? 0),
    BINS,
  );
  const most = Math.ceil(Math.max(...bins) / 4) * 4; // each grid line is a whole number
  const best = curve === null ? null : bestPoint(curve);
  const { name } = SHARES.find(({ key }) => key === shown)!;
  const widest = Math.max(0.04, ...scored.map(({ lesionShare }) => lesionShare));
  const xMost = Math.min(1, Math.ceil(widest * 25) / 25);
  return (
    <Part title="Spread">
      <div className={classes.plots}>
        <div>
          <PlotFrame
            title={`${name}: how many pictures have which`}
            says={`Histogram of ${name} in ${BINS} bins from 0 to 1: ${bins.join(', ')}`}
            xName={name}
            yName="pictures"
            yTick={(share) => String(Math.round(share * most))}
          >
            {bins.map((count, bin) => (
              <rect
                key={TICKS.length + bin}
                className={plot.bar}
                x={paperX(bin / BINS) + 0.75}
                width={paperX(1 / BINS) - paperX(0) - 1.5}
                y={paperY(count / most)}
                height={paperY(0) - paperY(count / most)}
              />
            ))}
          </PlotFrame>
          <NativeSelect
            size="xs"
            label="Measure of the histogram"
            value={shown}
            data={SHARES.map(({ key, name: label }) => ({ value: key, label }))}
            onChange={(event) => setShown(event.currentTarget.value as MeasureKey)}
          />
        </div>
        {curve !== null && best !== null && (
          <SweepPlot
            curve={curve}
            says={`Mean scores at every threshold: highest Dice ${formatScore(best.dice)} at ${Math.round(best.threshold * 100)} %`}
          />
        )}
        <ScatterPlot
          title="Dice against lesion size"
          xName="truth’s share of the picture"
          yName="Dice"
          points={scored.map(({ id, figures, lesionShare }) => ({
            id,
            x: lesionShare,
            y: figures.dice ?? 0,
          }))}
          xMost={xMost}
          xTick={(share) => `${Math.round(share * xMost * 100)} %`}
        />
      </div>
    </Part>
  );
}
