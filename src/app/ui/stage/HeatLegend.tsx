import { maskSettings } from '@/app/store/selectors';
import { useAppState } from '@/app/ui/usePorts';
import { VIRIDIS } from '@/core/raster/viridis';
import classes from './Heat.module.css';

const GRADIENT = `linear-gradient(90deg, ${VIRIDIS.map((colour) => `rgb(${colour.join(' ')})`).join(', ')})`;

/** What the colours of the probability view mean, with the threshold marked. */
export function HeatLegend() {
  const threshold = useAppState((state) => maskSettings(state).threshold);
  const percent = Math.round(threshold * 100);
  return (
    <div className={classes.legend} role="group" aria-label="Legend of the heat map">
      Probability of lesion
      <div className={classes.scale} style={{ background: GRADIENT }} aria-hidden>
        <span className={classes.mark} style={{ left: `${percent}%` }} />
      </div>
      <div className={`tabular ${classes.ends}`}>
        <span>0 %</span>
        <span>threshold {percent} %</span>
        <span>100 %</span>
      </div>
    </div>
  );
}
