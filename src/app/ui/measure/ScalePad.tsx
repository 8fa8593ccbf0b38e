import { Button } from '@mantine/core';
import { useEffect, useRef, type PointerEvent } from 'react';
import { drawScaleLine, leaveScaleLine } from '@/app/flows/setScale';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import type { Point } from '@/core/raster/fit';
import { toPicturePoint, toStagePoint, type Viewport } from '@/core/raster/viewport';
import classes from './Measure.module.css';

/** Farther apart on the stage than a finger trembles: a drag, not a tap. */
const DRAG_FROM_PX = 6;

/** Over the stage while a line is drawn on a ruler: press, drag and let go, or tap both ends. Escape leaves. */
export function ScalePad({ view }: { readonly view: Viewport }) {
  const ports = usePorts();
  const pad = useRef<HTMLDivElement>(null);
  const pressed = useRef<Point | null>(null);
  const { isDrawing, line } = useAppState(({ scaleTool, openId }) => ({
    isDrawing: scaleTool?.isDrawing === true && scaleTool.caseId === openId,
    line: scaleTool?.line ?? null,
  }));
  useEffect(() => {
    if (!isDrawing) return;
    pad.current?.scrollIntoView({ block: 'nearest' }); // on a phone it is asked for from far below
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') leaveScaleLine(ports);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isDrawing, ports]);
  if (!isDrawing) return null;

  const onDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const point = placeOf(event);
    pressed.current = point;
    const at = toPicturePoint(view, point);
    drawScaleLine(ports, { from: line?.from ?? at, to: at }, true);
  };
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    if (line === null) return;
    drawScaleLine(ports, { from: line.from, to: toPicturePoint(view, placeOf(event)) }, true);
  };
  const onUp = (event: PointerEvent<HTMLDivElement>) => {
    if (pressed.current === null || line === null) return;
    pressed.current = null;
    const end = placeOf(event);
    const start = toStagePoint(view, line.from);
    const isLine = Math.hypot(end.x - start.x, end.y - start.y) > DRAG_FROM_PX;
    drawScaleLine(ports, { from: line.from, to: toPicturePoint(view, end) }, !isLine);
  };
  return (
    <>
      <div
        ref={pad}
        className={classes.pad}
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={onUp}
      />
      <div className={classes.hint} role="group" aria-label="Draw a line over a ruler">
        Drag, or tap twice, from one mark of the ruler to another
        <Button size="compact-sm" variant="default" onClick={() => leaveScaleLine(ports)}>
          Cancel
        </Button>
      </div>
    </>
  );
}

function placeOf(event: PointerEvent<HTMLDivElement>): Point {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
