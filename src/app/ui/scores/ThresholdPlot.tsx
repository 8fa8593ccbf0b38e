import { Skeleton, Text } from '@mantine/core';
import { useId, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { changeMask } from '@/app/flows/changeSettings';
import { countCorrections, maskSettings, openComparison } from '@/app/store/selectors';
import { formatScore } from '@/app/ui/parts/formatNumbers';
import plot from '@/app/ui/parts/Plot.module.css';
import { PlotLegend } from '@/app/ui/parts/PlotLegend';
import { SCORE_LINES } from '@/app/ui/parts/scoreLines';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import { bestPoint, pointAt } from '@/core/metrics/thresholdCurve';
import { clampThreshold, PLOT, toLine, toThreshold, toX, toY } from './plotScale';
import classes from './ThresholdPlot.module.css';

const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Change of the threshold a key makes. */
const KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: -0.01,
  ArrowDown: -0.01,
  ArrowRight: 0.01,
  ArrowUp: 0.01,
  PageDown: -0.1,
  PageUp: 0.1,
  Home: -1,
  End: 1,
};

/** Scores against the threshold, with the current one marked; dragging or keys move it. */
export function ThresholdPlot() {
  const ports = usePorts();
  const id = useId();
  const paper = useRef<HTMLDivElement>(null);
  const curve = useAppState((state) => openComparison(state)?.curve ?? null);
  const threshold = useAppState((state) => maskSettings(state).threshold);
  const isCorrected = useAppState((state) => countCorrections(state) > 0);

  const moveTo = (next: number) => changeMask(ports, { threshold: clampThreshold(next) });
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    const box = paper.current?.getBoundingClientRect();
    if (box !== undefined && event.buttons === 1)
      moveTo(toThreshold((event.clientX - box.left) / box.width));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const change = KEYS[event.key];
    if (change === undefined) return;
    event.preventDefault();
    moveTo(threshold + change);
  };

  const here = curve === null ? null : pointAt(curve, threshold);
  const best = curve === null ? null : bestPoint(curve);
  const percent = Math.round(threshold * 100);
  return (
    <figure className={classes.figure} aria-labelledby={id}>
      <Text size="sm" id={id} mb={4}>
        Scores at every threshold
      </Text>
      {curve === null || here === null || best === null ? (
        <Skeleton className={classes.paper} role="img" aria-label="counting" />
      ) : (
        <div
          ref={paper}
          className={classes.paper}
          role="slider"
          tabIndex={0}
          aria-label="Score plot"
          aria-valuemin={1}
          aria-valuemax={99}
          aria-valuenow={percent}
          aria-valuetext={`Cut at ${percent} %: ${SCORE_LINES.map(({ name, of }) => `${name} ${formatScore(of(here))}`).join(', ')}`}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            onPointer(event);
          }}
          onPointerMove={onPointer}
          onKeyDown={onKeyDown}
        >
          <svg viewBox={`0 0 ${PLOT.width} ${PLOT.height}`} aria-hidden>
            {TICKS.map((tick) => (
              <g key={tick}>
                <line className={plot.grid} x1={toX(0)} x2={toX(1)} y1={toY(tick)} y2={toY(tick)} />
                <text className={plot.tick} x={PLOT.left - 5} y={toY(tick) + 3.5} textAnchor="end">
                  {tick}
                </text>
                <text
                  className={plot.tick}
                  x={toX(tick)}
                  y={PLOT.height - 5}
                  textAnchor={tick === 1 ? 'end' : 'middle'}
                >
                  {tick * 100} %
                </text>
              </g>
            ))}
            {SCORE_LINES.map(({ name, of, className }) => (
              <polyline
                key={name}
                className={`${plot.line} ${className}`}
                points={toLine(curve, of)}
              />
            ))}
            <line
              className={classes.cut}
              x1={toX(threshold)}
              x2={toX(threshold)}
              y1={toY(1)}
              y2={toY(0)}
            />
            {SCORE_LINES.map(({ name, of, className }) => (
              <circle
                key={name}
                className={`${classes.dot} ${className}`}
                cx={toX(threshold)}
                cy={toY(of(here))}
                r={3.5}
              />
            ))}
          </svg>
        </div>
      )}
      <figcaption>
        <PlotLegend
          lines={SCORE_LINES}
          says={({ of }) => (here === null ? '' : formatScore(of(here)))}
        />
        <Text size="xs" className={`tabular ${plot.quiet}`}>
          {best === null
            ? 'Counting every threshold.'
            : `Highest Dice ${formatScore(best.dice)} at ${Math.round(best.threshold * 100)} %; the line marks ${percent} %. Drag it to move the threshold.`}{' '}
          {isCorrected
            ? 'Of the network’s own outline, without the corrections by hand that the table above has.'
            : 'Without keeping one region or filling holes, so the table above may differ a little.'}
        </Text>
      </figcaption>
    </figure>
  );
}
