import { useEffect, useRef } from 'react';
import { paintStage, type StagePicture } from '@/app/browser/paintStage';
import type { Point } from '@/core/raster/fit';
import type { Size } from '@/core/raster/types';
import { ARROWS } from './arrows';
import classes from './Stage.module.css';
import { useStageGestures } from './useStageGestures';
import type { ViewportControls } from './useViewport';

const PAN_STEP = 40; // CSS pixels a key press moves the picture
const FAST_STEP = 10; // pixels of the picture that Shift and an arrow move the loupe

/** The canvas with its gestures: drag, wheel, pinch, double click, arrow keys, space and pointer. */
export function StageCanvas({
  stage,
  size,
  controls,
  label,
  onPoint,
  onStep,
}: {
  readonly stage: StagePicture;
  /** Of the stage, CSS pixels. */
  readonly size: Size;
  readonly controls: ViewportControls;
  readonly label: string;
  /** The pointer's place, CSS pixels of the stage; null when it leaves. */
  readonly onPoint: (point: Point | null) => void;
  /** Takes the arrow keys, in picture pixels; null where they move the picture. */
  readonly onStep: ((step: Point) => void) | null;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isSpaceHeld = useRef(false);
  const { view, pan, fit } = controls;

  useEffect(() => {
    const element = canvas.current;
    if (element === null || size.width === 0) return;
    const frame = requestAnimationFrame(() => {
      const ratio = window.devicePixelRatio;
      const width = Math.round(size.width * ratio);
      const height = Math.round(size.height * ratio);
      if (element.width !== width) element.width = width;
      if (element.height !== height) element.height = height;
      paintStage(element, stage, view, ratio);
    });
    return () => cancelAnimationFrame(frame);
  }, [stage, view, size]);

  const toStage = useStageGestures(canvas, controls, () => true);

  return (
    <canvas
      ref={canvas}
      className={classes.canvas}
      tabIndex={0}
      role="img"
      aria-label={label}
      onDoubleClick={fit}
      onPointerDown={(event) => onPoint(toStage(event.clientX, event.clientY))}
      onPointerMove={(event) => {
        onPoint(toStage(event.clientX, event.clientY));
        if (isSpaceHeld.current && event.buttons === 0)
          pan({ x: event.movementX, y: event.movementY });
      }}
      onPointerLeave={() => onPoint(null)}
      onKeyDown={(event) => {
        const arrow = ARROWS[event.key];
        if (event.key === ' ') isSpaceHeld.current = true;
        if (event.key !== ' ' && arrow === undefined) return;
        event.preventDefault();
        if (arrow === undefined) return;
        if (onStep === null) {
          pan({ x: -arrow.x * PAN_STEP, y: -arrow.y * PAN_STEP });
        } else {
          const step = event.shiftKey ? FAST_STEP : 1;
          onStep({ x: arrow.x * step, y: arrow.y * step });
        }
      }}
      onKeyUp={(event) => {
        if (event.key === ' ') isSpaceHeld.current = false;
      }}
      onBlur={() => {
        isSpaceHeld.current = false;
      }}
    />
  );
}
