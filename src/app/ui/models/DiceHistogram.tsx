import { useId } from 'react';
import { formatCount, formatShare } from '@/app/ui/parts/formatNumbers';
import type { ModelScores } from '@/engine/protocol';
import classes from './Models.module.css';

/** The paper in its own units; one unit is a CSS pixel at full width. */
const PAPER = { width: 320, height: 150, left: 34, right: 6, top: 8, bottom: 22 } as const;
const innerWidth = PAPER.width - PAPER.left - PAPER.right;
const innerHeight = PAPER.height - PAPER.top - PAPER.bottom;
/** Bars that lie below are hatched: a Jaccard of 0.65 is a Dice of 0.79. */
const LOW_DICE = 0.75;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** How many pictures of a set have which Dice: a mean alone hides the ones that went wrong. */
export function DiceHistogram(props: {
  readonly set: string;
  readonly counts: readonly number[];
  readonly failures: ModelScores['failures'];
}) {
  const { set, counts, failures } = props;
  const hatch = useId();
  const most = Math.max(...counts, 1);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const isLow = (bin: number) => (bin + 1) / counts.length <= LOW_DICE + 1e-9;
  const low = counts.reduce((sum, count, bin) => sum + (isLow(bin) ? count : 0), 0);
  const x = (dice: number) => PAPER.left + dice * innerWidth;
  const y = (count: number) => PAPER.top + innerHeight * (1 - count / most);
  const barWidth = innerWidth / counts.length;
  return (
    <figure className={`tabular ${classes.chart}`}>
      <svg
        viewBox={`0 0 ${PAPER.width} ${PAPER.height}`}
        role="img"
        aria-label={`Pictures of ${set} by their Dice: ${formatCount(low)} of ${formatCount(total)} below ${LOW_DICE}`}
      >
        <defs>
          <pattern
            id={hatch}
            width={6}
            height={6}
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line className={classes.hatch} x1={1.5} x2={1.5} y1={0} y2={6} />
          </pattern>
        </defs>
        {[0, most].map((count) => (
          <g key={count}>
            <line className={classes.grid} x1={x(0)} x2={x(1)} y1={y(count)} y2={y(count)} />
            <text className={classes.tick} x={PAPER.left - 5} y={y(count) + 4} textAnchor="end">
              {count}
            </text>
          </g>
        ))}
        {counts.map((count, bin) => (
          <rect
            key={bin}
            className={isLow(bin) ? classes.barLow : classes.bar}
            fill={isLow(bin) ? `url(#${hatch})` : undefined}
            x={x(bin / counts.length) + 0.75}
            width={barWidth - 1.5}
            y={y(count)}
            height={y(0) - y(count)}
          />
        ))}
        <line className={classes.axis} x1={x(0)} x2={x(1)} y1={y(0)} y2={y(0)} />
        {TICKS.map((tick) => (
          <text
            key={tick}
            className={classes.tick}
            x={x(tick)}
            y={PAPER.height - 6}
            textAnchor={tick === 1 ? 'end' : 'middle'}
          >
            {tick}
          </text>
        ))}
      </svg>
      <figcaption className={classes.caption}>
        Pictures by their Dice; hatched: below {LOW_DICE}.
        {failures !== undefined &&
          ` Misses (Jaccard below 0.65): ${formatShare(failures)} of the pictures.`}
      </figcaption>
    </figure>
  );
}
