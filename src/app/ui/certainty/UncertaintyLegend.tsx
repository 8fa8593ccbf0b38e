import { shownUncertainty } from '@/app/store/certainty';
import { useAppState } from '@/app/ui/usePorts';
import { deviationAlpha, MOST_DEVIATION } from '@/core/certainty/paintDeviation';
import { viridis } from '@/core/raster/viridis';
import classes from './Certainty.module.css';

const STOPS = 20;

/** The colours of the map as they are painted: clear at its low end. */
const GRADIENT = Array.from({ length: STOPS + 1 }, (_, i) => {
  const alpha = deviationAlpha((i / STOPS) * MOST_DEVIATION);
  return `rgb(${viridis(i / STOPS).join(' ')} / ${alpha})`;
}).join(', ');

/** What the colours over the picture mean, while they are there. */
export function UncertaintyLegend() {
  const isShown = useAppState((state) => shownUncertainty(state) !== null);
  if (!isShown) return null;
  return (
    <div className={classes.legend} role="group" aria-label="Legend of the map">
      Where the answers differ
      <div
        className={classes.scale}
        style={{ background: `linear-gradient(90deg, ${GRADIENT})` }}
        aria-hidden
      />
      <div className={`tabular ${classes.ends}`}>
        <span>0, agree</span>
        <span>{MOST_DEVIATION}, differ</span>
      </div>
      Standard deviation of the probability
    </div>
  );
}
