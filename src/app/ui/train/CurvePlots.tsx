import { PlotFrame } from '@/app/ui/evaluate/PlotFrame';
import { paperX, paperY } from '@/app/ui/evaluate/plotPaper';
import frame from '@/app/ui/evaluate/Plots.module.css';
import { formatScore } from '@/app/ui/parts/formatNumbers';
import plot from '@/app/ui/parts/Plot.module.css';
import { PlotLegend, type PlotLine } from '@/app/ui/parts/PlotLegend';
import type { PassRow } from '@/engine/protocol';
import classes from './Train.module.css';

type Line = PlotLine & { readonly of: (row: PassRow) => number | null };

const LOSSES: readonly Line[] = [
  { name: 'Training', className: plot.precision, of: (row) => row.trainingLoss },
  { name: 'Validation', className: plot.dice, of: (row) => row.validation.loss },
];
const SCORES: readonly Line[] = [
  { name: 'Dice', className: plot.dice, of: (row) => row.validation.dice },
  { name: 'Jaccard', className: plot.jaccard, of: (row) => row.validation.jaccard },
];

/** Losses and validation scores, pass by pass, while it trains. */
export function CurvePlots(props: {
  readonly rows: readonly PassRow[];
  readonly passes: number;
  readonly bestPass: number;
}) {
  const { rows, passes, bestPass } = props;
  const last = rows.at(-1)!;
  const best = rows.find(({ pass }) => pass === bestPass) ?? last;
  const losses = rows.flatMap((row) => LOSSES.flatMap(({ of }) => of(row) ?? []));
  const highest = niceMost(Math.max(...losses, 0.01));
  const span = Math.max(4, Math.ceil(Math.max(passes, last.pass) / 4) * 4);
  return (
    <div className={classes.plots}>
      <Curves
        title="Loss"
        says={`Loss after pass ${last.pass}: validation ${formatScore(last.validation.loss)}${last.trainingLoss === null ? '' : `, training ${formatScore(last.trainingLoss)}`}`}
        yName="BCE + soft Dice loss, less is better"
        lines={LOSSES}
        {...{ rows, span, highest, bestPass }}
      />
      <Curves
        title="Validation scores"
        says={`Validation Dice after pass ${last.pass}: ${formatScore(last.validation.dice)}, Jaccard ${formatScore(last.validation.jaccard)}; best Dice ${formatScore(best.validation.dice)} after pass ${best.pass}`}
        yName="mean over the validation pictures"
        lines={SCORES}
        highest={1}
        {...{ rows, span, bestPass }}
      />
    </div>
  );
}

function Curves(props: {
  readonly title: string;
  readonly says: string;
  readonly yName: string;
  readonly lines: readonly Line[];
  readonly rows: readonly PassRow[];
  /** The last pass and the highest value that the paper has room for. */
  readonly span: number;
  readonly highest: number;
  readonly bestPass: number;
}) {
  const { title, says, yName, lines, rows, span, highest, bestPass } = props;
  const at = (row: PassRow, value: number) =>
    `${paperX(row.pass / span).toFixed(1)},${paperY(value / highest).toFixed(1)}`;
  return (
    <PlotFrame
      title={title}
      says={says}
      xName="pass"
      yName={yName}
      xTick={(share) => String(Math.round(share * span))}
      yTick={(share) => String(Math.round(share * highest * 1000) / 1000)}
      below={<PlotLegend lines={[...lines, { name: 'Best pass', className: plot.mark }]} />}
    >
      <line
        className={plot.mark}
        x1={paperX(bestPass / span)}
        x2={paperX(bestPass / span)}
        y1={paperY(0)}
        y2={paperY(1)}
      />
      {lines.map(({ name, className, of }) => {
        const points = rows.flatMap((row) => {
          const value = of(row);
          return value === null ? [] : [at(row, value)];
        });
        const [x, y] = (points[0] ?? '0,0').split(',');
        return points.length === 1 ? (
          <circle key={name} className={frame.point} cx={x} cy={y} r={3} />
        ) : (
          <polyline key={name} className={`${plot.line} ${className}`} points={points.join(' ')} />
        );
      })}
    </PlotFrame>
  );
}

/** The next of 0.1, 0.2, 0.4, 0.8, … so that the grid has round numbers. */
function niceMost(value: number): number {
  let most = 0.1;
  while (most < value) most *= 2;
  return Math.round(most * 10) / 10;
}
