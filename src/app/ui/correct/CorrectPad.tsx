import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { drawStroke, stopCorrecting } from '@/app/flows/correctOutline';
import { ARROWS } from '@/app/ui/stage/arrows';
import { useStageGestures } from '@/app/ui/stage/useStageGestures';
import type { ViewportControls } from '@/app/ui/stage/useViewport';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import type { Brush } from '@/core/editing/makeStroke';
import type { Point } from '@/core/raster/fit';
import type { Size } from '@/core/raster/types';
import { toPicturePoint, toStagePoint, type Viewport } from '@/core/raster/viewport';
import classes from './Correct.module.css';
import { focusButton, PAD_ID } from './focus';

/** Of an area there is no brush: how far an arrow key moves its point, as a share of the picture's width. */
const AREA_STEP = 0.01;

/**
 * Over the stage while an outline is corrected: takes strokes of a pointer, or of the keys. Two fingers, the wheel, and
 * Space with a drag move the picture. `picture` is the picture's own size.
 */
export function CorrectPad({
  controls,
  picture,
}: {
  readonly controls: ViewportControls;
  readonly picture: Size;
}) {
  const ports = usePorts();
  const pad = useRef<HTMLDivElement>(null);
  const { brush, strokes } = useAppState(({ brush: now, stage }) => ({
    brush: now,
    strokes: stage?.developed?.settings.strokes,
  }));
  /** In the picture's pixels, while it is drawn and until the mask has it. A move may end before it was rendered. */
  const way = useRef<readonly Point[]>([]);
  const [shown, setShown] = useState<readonly Point[]>([]);
  const [cursor, setCursor] = useState<Point | null>(null);
  const isDrawing = useRef(false);
  const pointers = useRef(new Set<number>());
  const space = useRef({ isHeld: false, hasPanned: false });
  const toStage = useStageGestures(pad, controls, () => {
    if (!space.current.isHeld) return false;
    space.current.hasPanned = true;
    return true;
  });
  const { view } = controls;

  const hadFocus = useRef(false);
  useEffect(() => {
    if (!hadFocus.current) pad.current?.focus({ preventScroll: true });
    hadFocus.current = true; // it is shown again after another place of the page was
  }, []);
  useLayoutEffect(() => {
    const element = pad.current;
    return () => {
      if (document.activeElement === element) focusButton();
    };
  }, []);
  useLayoutEffect(() => {
    if (!isDrawing.current) setShown([]); // it is in the mask now, or was undone
  }, [strokes]);

  const toPicture = (event: { readonly clientX: number; readonly clientY: number }) =>
    toPicturePoint(view, toStage(event.clientX, event.clientY));

  const setWay = (next: readonly Point[]) => {
    way.current = next;
    setShown(next);
  };
  const begin = (point: Point) => {
    isDrawing.current = true;
    setWay([point]);
  };
  const goOn = (points: readonly Point[]) => {
    if (isDrawing.current) setWay([...way.current, ...points]);
  };
  const end = () => {
    if (!isDrawing.current) return;
    isDrawing.current = false;
    if (!drawStroke(ports, way.current)) setShown([]);
  };
  const drop = () => {
    isDrawing.current = false;
    setWay([]);
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    pointers.current.add(event.pointerId);
    event.currentTarget.setPointerCapture(event.pointerId);
    if (pointers.current.size > 1)
      drop(); // two fingers zoom
    else if (event.button === 0 && !space.current.isHeld) begin(toPicture(event));
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    setCursor(toPicture(event));
    if (!pointers.current.has(event.pointerId)) return;
    const { nativeEvent } = event;
    // some browsers have it not, or not everywhere
    const between = 'getCoalescedEvents' in nativeEvent ? nativeEvent.getCoalescedEvents() : [];
    goOn((between.length > 0 ? between : [event]).map(toPicture));
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    if (!pointers.current.delete(event.pointerId)) return;
    if (event.pointerType !== 'mouse') setCursor(null);
    end();
  };
  const onPointerCancel = (event: PointerEvent<HTMLDivElement>) => {
    pointers.current.delete(event.pointerId);
    drop();
  };

  const middle = () =>
    toPicturePoint(view, { x: pad.current!.clientWidth / 2, y: pad.current!.clientHeight / 2 });
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    const at = cursor ?? middle();
    if (event.key === ' ') {
      if (!event.repeat) space.current = { isHeld: true, hasPanned: false };
    } else if (event.key === 'Enter') {
      if (isDrawing.current) end();
      else begin(at);
      setCursor(at);
    } else if (event.key === 'Escape') {
      if (isDrawing.current) drop();
      else stopCorrecting(ports);
    } else if (arrow !== undefined) {
      const share = brush.shape === 'brush' ? brush.radius / 2 : AREA_STEP;
      const step = event.shiftKey ? 1 : Math.max(1, share * picture.width);
      const next = clamp({ x: at.x + arrow.x * step, y: at.y + arrow.y * step }, picture);
      setCursor(next);
      goOn([next]);
    } else return;
    event.preventDefault();
  };
  const onKeyUp = (event: KeyboardEvent) => {
    if (event.key !== ' ') return;
    const { isHeld, hasPanned } = space.current;
    space.current = { isHeld: false, hasPanned: false };
    if (!isHeld || hasPanned || isDrawing.current || brush.shape !== 'brush') return;
    const at = cursor ?? middle();
    begin(at);
    end();
    setCursor(at);
  };

  const radius = brush.shape === 'brush' ? brush.radius * picture.width * view.scale : 4;
  const points = shown.map((point) => toText(point, view)).join(' ');
  const style = brush.kind === 'add' ? classes.add : classes.erase;
  const spot = cursor === null ? null : toStagePoint(view, cursor);
  return (
    <div
      ref={pad}
      id={PAD_ID}
      className={classes.pad}
      role="application"
      tabIndex={0}
      aria-label={`Correct the outline. ${describeKeys(brush)} Escape ends correcting.`}
      onFocus={(event) => {
        if (cursor === null && event.currentTarget.matches(':focus-visible')) setCursor(middle());
      }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerCancel}
      onPointerLeave={() => setCursor(null)}
      onKeyDown={onKeyDown}
      onKeyUp={onKeyUp}
      onBlur={() => {
        space.current = { isHeld: false, hasPanned: false };
      }}
    >
      <svg className={classes.drawing} aria-hidden>
        {shown.length > 0 &&
          (brush.shape === 'brush' ? (
            // a line of one point has no length and would not be drawn
            <polyline
              className={`${classes.stroke} ${style}`}
              points={shown.length === 1 ? `${points} ${points}` : points}
              strokeWidth={2 * radius}
            />
          ) : (
            <polygon className={`${classes.area} ${style}`} points={points} />
          ))}
        {spot !== null && (
          <>
            <circle className={classes.casing} cx={spot.x} cy={spot.y} r={radius} />
            <circle className={classes.ring} cx={spot.x} cy={spot.y} r={radius} />
            <text className={classes.sign} x={spot.x} y={spot.y}>
              {brush.kind === 'add' ? '+' : '−'}
            </text>
          </>
        )}
      </svg>
    </div>
  );
}

function describeKeys({ kind, shape }: Brush): string {
  if (shape === 'area')
    return 'Arrow keys move a point, Enter begins and ends going round an area.';
  const does = kind === 'add' ? 'adds' : 'erases';
  return `Arrow keys move the brush, Space ${does} a spot, Enter begins and ends a line.`;
}

function toText(point: Point, view: Viewport): string {
  const { x, y } = toStagePoint(view, point);
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}

function clamp({ x, y }: Point, { width, height }: Size): Point {
  return { x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)) };
}
