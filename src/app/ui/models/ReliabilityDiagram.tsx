import { formatScore, formatShare } from '@/app/ui/parts/formatNumbers';
import type { ModelScores } from '@/engine/protocol';
import classes from './Models.module.css';

/** The paper in its own units; one unit is a CSS pixel at full width. */
const PAPER = { side: 200, width: 250, left: 44, top: 8, bottom: 34 } as const;
const TICKS = [0, 0.25, 0.5, 0.75, 1];
/** Radius of a bin that holds a tenth of all pixels; areas go with the shares, from 1.5 to 7 units. */
const TENTH_RADIUS = 4;

/** Whether probabilities keep their word: what was told against what was so, on the diagonal where they do. */
export function ReliabilityDiagram(props: {
  readonly set: string;
  readonly reliability: NonNullable<ModelScores['reliability']>;
}) {
  const { set, reliability } = props;
  const { bins, error } = reliability;
  const x = (told: number) => PAPER.left + told * PAPER.side;
  const y = (found: number) => PAPER.top + (1 - found) * PAPER.side;
  const radius = (share: number) =>
    Math.min(7, Math.max(1.5, TENTH_RADIUS * Math.sqrt(share * 10)));
  const worst = bins.reduce<(typeof bins)[number] | null>(
    (known, bin) => (known === null || gap(bin) > gap(known) ? bin : known),
    null,
  );
  return (
    <figure className={`tabular ${classes.chart}`}>
      <svg
        className={classes.square}
        viewBox={`0 0 ${PAPER.width} ${PAPER.top + PAPER.side + PAPER.bottom}`}
        role="img"
        aria-label={`Reliability on ${set}: expected calibration error ${formatScore(error)}`}
      >
        {TICKS.map((tick) => (
          <g key={tick}>
            <line className={classes.grid} x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} />
            <text className={classes.tick} x={PAPER.left - 5} y={y(tick) + 4} textAnchor="end">
              {tick * 100} %
            </text>
            <text
              className={classes.tick}
              x={x(tick)}
              y={y(0) + 14}
              textAnchor={tick === 1 ? 'end' : 'middle'}
            >
              {tick * 100}
            </text>
          </g>
        ))}
        <text className={classes.tick} x={x(0.5)} y={y(0) + 28} textAnchor="middle">
          probability told, %
        </text>
        <line className={classes.ideal} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
        <polyline
          className={classes.curve}
          points={bins.map((bin) => `${x(bin.probability)},${y(bin.lesion)}`).join(' ')}
        />
        {bins.map((bin) => (
          <circle
            key={bin.probability}
            className={classes.point}
            cx={x(bin.probability)}
            cy={y(bin.lesion)}
            r={radius(bin.share)}
          />
        ))}
      </svg>
      <figcaption className={classes.caption}>
        Share of the pixels that is lesion, by the probability told; larger dots hold more pixels.
        Expected calibration error {formatScore(error)}.
        {worst !== null &&
          ` Farthest off: told ${formatShare(worst.probability)}, found ${formatShare(worst.lesion)}.`}
      </figcaption>
    </figure>
  );
}

function gap({ probability, lesion }: { readonly probability: number; readonly lesion: number }) {
  return Math.abs(probability - lesion);
}
