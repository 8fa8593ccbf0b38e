import plot from '@/app/ui/parts/Plot.module.css';
import classes from './Plots.module.css';
import { paperX, paperY } from './plotPaper';
import { PlotFrame } from './PlotFrame';

/** A point a picture. `y` is 0..1; `x` is 0 to `xMost`. */
export function ScatterPlot({
  title,
  xName,
  yName,
  points,
  xMost,
  xTick,
  marks,
}: {
  readonly title: string;
  readonly xName: string;
  readonly yName: string;
  readonly points: readonly { readonly id: string; readonly x: number; readonly y: number }[];
  readonly xMost: number;
  readonly xTick?: (share: number) => string;
  readonly marks?: { readonly x?: number; readonly y?: number; readonly diagonal?: boolean };
}) {
  const atX = (x: number) => paperX(Math.min(1, x / xMost));
  return (
    <PlotFrame
      title={title}
      says={`${title}: a point for each of ${points.length} pictures`}
      xName={xName}
      yName={yName}
      {...(xTick !== undefined && { xTick })}
    >
      {marks?.diagonal === true && (
        <line className={plot.mark} x1={paperX(0)} y1={paperY(0)} x2={paperX(1)} y2={paperY(1)} />
      )}
      {marks?.y !== undefined && (
        <line
          className={plot.mark}
          x1={paperX(0)}
          x2={paperX(1)}
          y1={paperY(marks.y)}
          y2={paperY(marks.y)}
        />
      )}
      {marks?.x !== undefined && (
        <line
          className={plot.mark}
          x1={atX(marks.x)}
          x2={atX(marks.x)}
          y1={paperY(0)}
          y2={paperY(1)}
        />
      )}
      {points.map(({ id, x, y }) => (
        <circle key={id} className={classes.point} cx={atX(x)} cy={paperY(y)} r={2.6}>
          <title>{id}</title>
        </circle>
      ))}
    </PlotFrame>
  );
}
