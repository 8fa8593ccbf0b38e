import { useGesture } from '@use-gesture/react';
import { useEffect, useRef } from 'react';
import { paintStage, type StagePicture } from '@/app/browser/paintStage';
import type { Size } from '@/core/raster/types';
import classes from './Stage.module.css';
import type { ViewportControls } from './useViewport';

const ARROW_STEP = 40; // CSS pixels a key press moves the picture

const ARROWS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: ARROW_STEP, y: 0 },
  ArrowRight: { x: -ARROW_STEP, y: 0 },
  ArrowUp: { x: 0, y: ARROW_STEP },
  ArrowDown: { x: 0, y: -ARROW_STEP },
};

/** The canvas with its gestures: drag, wheel, pinch, double click, arrow keys. */
export function StageCanvas({
  stage,
  size,
  controls,
  label,
}: {
  readonly stage: StagePicture;
  /** Of the stage, CSS pixels. */
  readonly size: Size;
  readonly controls: ViewportControls;
  readonly label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { view, pan, zoom, fit } = controls;

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

  const toStage = (clientX: number, clientY: number) => {
    const box = canvas.current?.getBoundingClientRect();
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
  };

  useGesture(
    {
      onDrag: ({ delta: [x, y], pinching }) => {
        if (!pinching) pan({ x, y });
      },
      onPinch: ({ origin: [x, y], delta: [change], offset: [scale] }) => {
        if (change !== 0) zoom(toStage(x, y), scale / (scale - change));
      },
      onWheel: ({ event, delta: [, y] }) => {
        if (event.ctrlKey) return; // a trackpad's pinch: onPinch has it
        event.preventDefault();
        zoom(toStage(event.clientX, event.clientY), Math.exp(-y / 400));
      },
    },
    { target: canvas, eventOptions: { passive: false }, drag: { filterTaps: true } },
  );

  return (
    <canvas
      ref={canvas}
      className={classes.canvas}
      tabIndex={0}
      role="img"
      aria-label={label}
      onDoubleClick={fit}
      onKeyDown={(event) => {
        const delta = ARROWS[event.key];
        if (delta === undefined) return;
        event.preventDefault();
        pan(delta);
      }}
    />
  );
}
