import type { KeyboardEvent, PointerEvent } from 'react';
import { toDividerShare, toDividerX } from '@/core/raster/divider';
import type { Size } from '@/core/raster/types';
import type { Viewport } from '@/core/raster/viewport';
import classes from './Compare.module.css';

/** Change of the share a key makes. */
const KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: -0.02,
  ArrowDown: -0.02,
  ArrowRight: 0.02,
  ArrowUp: 0.02,
  PageDown: -0.1,
  PageUp: 0.1,
  Home: -1,
  End: 1,
};

/** The line between the picture as it is, on its left, and with the outline, on its right. */
export function CompareDivider({
  share,
  view,
  picture,
  stage,
  onShare,
}: {
  /** 0..1 of the part of the picture that is seen. */
  readonly share: number;
  readonly view: Viewport;
  readonly picture: Size;
  readonly stage: Size;
  readonly onShare: (share: number) => void;
}) {
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (box !== undefined && event.buttons === 1)
      onShare(toDividerShare(event.clientX - box.left, view, picture, stage));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const change = KEYS[event.key];
    if (change === undefined) return;
    event.preventDefault();
    onShare(Math.min(1, Math.max(0, share + change)));
  };
  const percent = Math.round(share * 100);
  return (
    <div
      className={classes.divider}
      style={{ left: toDividerX(share, view, picture, stage) }}
      role="slider"
      tabIndex={0}
      aria-label="Divider between before and after"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={`${percent} % original`}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointer}
      onKeyDown={onKeyDown}
    >
      <span className={classes.before} aria-hidden>
        Original
      </span>
      <span className={classes.after} aria-hidden>
        Outline
      </span>
      <span className={classes.handle} aria-hidden>
        ↔
      </span>
    </div>
  );
}
