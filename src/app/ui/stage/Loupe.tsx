import { useEffect, useRef } from 'react';
import { paintStage, type StagePicture } from '@/app/browser/paintStage';
import { formatShare } from '@/app/ui/parts/formatNumbers';
import type { Point } from '@/core/raster/fit';
import type { Size } from '@/core/raster/types';
import { toStagePoint, type Viewport } from '@/core/raster/viewport';
import classes from './Loupe.module.css';
import { useProbability } from './useProbability';

const SIDE = 152; // CSS pixels of the enlarged patch
const TEXT = 46; // height of the two lines under it
const AWAY = 22; // from the pointer, so that the patch does not lie under it
const LEAST_SCALE = 8; // a picture pixel is a square one can see
const MORE = 2; // times the stage's own scale, if that is more
const MOST_SCALE = 48;

/** The pixels around one of the picture's, enlarged, with its place and the network's probability there. */
export function Loupe({
  caseId,
  stage,
  pixel,
  isByKeyboard,
  view,
  size,
}: {
  readonly caseId: string;
  readonly stage: StagePicture;
  readonly pixel: Point;
  /** Its words are read aloud only while keys move it. */
  readonly isByKeyboard: boolean;
  readonly view: Viewport;
  /** Of the stage, CSS pixels. */
  readonly size: Size;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const probability = useProbability(caseId, pixel);
  const scale = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, view.scale * MORE));
  const { x, y } = pixel;

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const ratio = window.devicePixelRatio;
    element.width = Math.round(SIDE * ratio);
    element.height = Math.round(SIDE * ratio);
    const offset = { x: SIDE / 2 - (x + 0.5) * scale, y: SIDE / 2 - (y + 0.5) * scale };
    paintStage(element, { ...stage, overFromX: null }, { scale, offset }, ratio);
  }, [stage, x, y, scale]);

  const anchor = toStagePoint(view, { x: x + 0.5, y: y + 0.5 });
  const left = beside(anchor.x, SIDE, size.width);
  const top = beside(anchor.y, SIDE + TEXT, size.height);
  return (
    <div className={classes.loupe} style={{ left, top, width: SIDE }}>
      <div className={classes.patch}>
        <canvas ref={canvas} className={classes.canvas} style={{ height: SIDE }} aria-hidden />
        <span className={classes.pixel} style={{ width: scale, height: scale }} aria-hidden />
      </div>
      <div className={`tabular ${classes.words}`} aria-live={isByKeyboard ? 'polite' : 'off'}>
        <div>
          x {x}, y {y}
        </div>
        <div>Probability {probability === null ? '–' : formatShare(probability)}</div>
      </div>
    </div>
  );
}

/** After the anchor where there is room, else before it. */
function beside(anchor: number, length: number, room: number): number {
  const after = anchor + AWAY;
  if (after + length <= room) return after;
  return Math.max(0, Math.min(room - length, anchor - AWAY - length));
}
