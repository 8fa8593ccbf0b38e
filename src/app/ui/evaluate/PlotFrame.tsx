import { Text } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import plot from '@/app/ui/parts/Plot.module.css';
import classes from './Plots.module.css';
import { PAPER, paperX, paperY, TICKS } from './plotPaper';

/** Grid, axes and names of a plot; `says` is what it shows, for those who do not see it. */
export function PlotFrame({
  title,
  says,
  xName,
  yName,
  xTick = String,
  yTick = String,
  children,
  below,
}: {
  readonly title: string;
  readonly says: string;
  readonly xName: string;
  readonly yName: string;
  readonly xTick?: (share: number) => string;
  readonly yTick?: (share: number) => string;
  readonly children: ReactNode;
  readonly below?: ReactNode;
}) {
  const id = useId();
  return (
    <figure className={classes.figure} aria-labelledby={id}>
      <Text size="sm" fw={600} id={id}>
        {title}
      </Text>
      <svg viewBox={`0 0 ${PAPER.width} ${PAPER.height}`} role="img" aria-label={says}>
        {TICKS.map((tick) => (
          <g key={tick}>
            <line
              className={plot.grid}
              x1={paperX(0)}
              x2={paperX(1)}
              y1={paperY(tick)}
              y2={paperY(tick)}
            />
            <text className={plot.tick} x={PAPER.left - 5} y={paperY(tick) + 3.5} textAnchor="end">
              {yTick(tick)}
            </text>
            <text
              className={plot.tick}
              x={paperX(tick)}
              y={PAPER.height - PAPER.bottom + 14}
              textAnchor={tick === 1 ? 'end' : 'middle'}
            >
              {xTick(tick)}
            </text>
          </g>
        ))}
        {children}
        <text className={classes.axis} x={paperX(0.5)} y={PAPER.height - 4} textAnchor="middle">
          {xName}
        </text>
      </svg>
      <figcaption>
        <Text size="xs" className={plot.quiet}>
          Upwards: {yName}.
        </Text>
        {below}
      </figcaption>
    </figure>
  );
}
