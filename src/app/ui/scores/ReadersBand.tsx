import { formatScore } from '@/app/ui/parts/formatNumbers';
import type { ReadersRange } from './measures';
import classes from './Scores.module.css';

const WIDTH = 92;
const HEIGHT = 16;
const TRACK = { y: 5, height: 6 };

/** A bar of 0..1 with the readers' range on it and, once known, this case's score as a mark. */
export function ReadersBand({
  readers: { mean, median },
  score,
}: {
  readonly readers: ReadersRange;
  readonly score: number | null;
}) {
  const at = (value: number) => 1 + value * (WIDTH - 2);
  return (
    <svg
      className={classes.band}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Two readers of one picture: mean ${formatScore(mean)}, median ${formatScore(median)}`}
    >
      <rect className={classes.track} x={1} width={WIDTH - 2} rx={1} {...TRACK} />
      <rect className={classes.range} x={at(mean)} width={at(median) - at(mean)} {...TRACK} />
      {[mean, median].map((value) => (
        <line
          key={value}
          className={classes.rangeEdge}
          x1={at(value)}
          x2={at(value)}
          y1={TRACK.y}
          y2={TRACK.y + TRACK.height}
        />
      ))}
      {score !== null && (
        <rect className={classes.mark} x={at(score) - 1.25} y={1} width={2.5} height={14} rx={1} />
      )}
    </svg>
  );
}
