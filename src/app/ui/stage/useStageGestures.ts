import { useGesture } from '@use-gesture/react';
import type { RefObject } from 'react';
import type { Point } from '@/core/raster/fit';
import type { ViewportControls } from './useViewport';

/**
 * Zoom by wheel and pinch, pan by two fingers, and by drag where `canPan` says so, over an element that covers the
 * stage. Returns how a place of the window becomes one of the stage.
 */
export function useStageGestures(
  target: RefObject<HTMLElement | null>,
  { pan, zoom }: ViewportControls,
  canPan: () => boolean,
): (clientX: number, clientY: number) => Point {
  const toStage = (clientX: number, clientY: number) => {
    const box = target.current?.getBoundingClientRect();
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
  };
  useGesture(
    {
      onDrag: ({ delta: [x, y], pinching }) => {
        if (!pinching && canPan()) pan({ x, y });
      },
      onPinch: ({ first, origin: [x, y], delta: [change], offset: [scale], memo }) => {
        if (change !== 0) zoom(toStage(x, y), scale / (scale - change));
        const last = memo as Point | undefined;
        if (!first && last !== undefined) pan({ x: x - last.x, y: y - last.y });
        return { x, y };
      },
      onWheel: ({ event, delta: [, y] }) => {
        if (event.ctrlKey) return; // a trackpad's pinch: onPinch has it
        event.preventDefault();
        zoom(toStage(event.clientX, event.clientY), Math.exp(-y / 400));
      },
    },
    { target, eventOptions: { passive: false }, drag: { filterTaps: true } },
  );
  return toStage;
}
