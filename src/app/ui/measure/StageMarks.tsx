import { openCase } from '@/app/store/selectors';
import type { AppState } from '@/app/store/types';
import { useAppState } from '@/app/ui/usePorts';
import { lengthOf } from '@/core/measure/diameters';
import type { Segment } from '@/core/measure/types';
import { toStagePoint, type Viewport } from '@/core/raster/viewport';
import { formatLength } from './formatMeasures';
import classes from './Measure.module.css';

/** Lines over the picture: the two diameters where asked for, and the scale's line. They say their lengths. */
export function StageMarks({ view }: { readonly view: Viewport }) {
  const { longest, perpendicular, scale, ruler, rulerWords } = useAppState((state) => {
    const shown = shownRuler(state);
    const one = openCase(state);
    const measures = state.showDiameters ? (one?.measures?.measures ?? null) : null;
    return {
      longest: measures?.longest ?? null,
      perpendicular: measures?.perpendicular ?? null,
      scale: one?.scale ?? null,
      ruler: shown?.line ?? null,
      rulerWords: shown?.words ?? '',
    };
  });
  return (
    <svg className={classes.marks} aria-hidden>
      {longest !== null && (
        <Mark view={view} segment={longest} words={formatLength(lengthOf(longest), scale)} />
      )}
      {perpendicular !== null && (
        <Mark
          view={view}
          segment={perpendicular}
          words={formatLength(lengthOf(perpendicular), scale)}
          style={classes.dashed}
        />
      )}
      {ruler !== null && (
        <Mark view={view} segment={ruler} words={rulerWords} style={classes.ruler} />
      )}
    </svg>
  );
}

/** The line that is being drawn, or the one that the scale has. */
function shownRuler(state: AppState): { readonly line: Segment; readonly words: string } | null {
  const one = openCase(state);
  const { scaleTool } = state;
  if (scaleTool !== null && scaleTool.caseId === one?.id) {
    const { line } = scaleTool;
    return line === null ? null : { line, words: formatLength(lengthOf(line), null) };
  }
  const from = one?.scale?.from;
  return from?.kind === 'line' ? { line: from.line, words: `${from.lengthMm} mm` } : null;
}

const LABEL_OFF_PX = 14; // beside the line, on the stage

function Mark({
  view,
  segment,
  words,
  style = '',
}: {
  readonly view: Viewport;
  readonly segment: Segment;
  readonly words: string;
  readonly style?: string | undefined;
}) {
  const { x: x1, y: y1 } = toStagePoint(view, segment.from);
  const { x: x2, y: y2 } = toStagePoint(view, segment.to);
  const ends = { x1, y1, x2, y2 };
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  // a quarter from the end: the two diameters cross near their middles
  const x = x1 + (x2 - x1) * 0.75 + ((y2 - y1) / length) * LABEL_OFF_PX;
  const y = y1 + (y2 - y1) * 0.75 - ((x2 - x1) / length) * LABEL_OFF_PX;
  return (
    <>
      <line className={classes.casing} {...ends} />
      <line className={`${classes.line} ${style}`} {...ends} />
      <text className={classes.figure} x={x} y={y + 4}>
        {words}
      </text>
    </>
  );
}
