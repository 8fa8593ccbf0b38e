import { useState } from 'react';
import type { Point } from '@/core/raster/fit';
import type { Size } from '@/core/raster/types';
import { toPicturePoint, type Viewport } from '@/core/raster/viewport';

export type LoupeState = {
  /** A pixel of the picture, whole numbers; null while the pointer is elsewhere. */
  readonly pixel: Point | null;
  readonly isByKeyboard: boolean;
  /** The pointer's place on the stage, or null when it has left. */
  readonly onPoint: (point: Point | null) => void;
  /** Moves by picture pixels, from the middle of what is seen at first. */
  readonly onStep: (step: Point) => void;
};

/** Which pixel the loupe enlarges, while it is on; it follows the pointer or the arrow keys. */
export function useLoupe(isOn: boolean, view: Viewport, picture: Size, stage: Size): LoupeState {
  const [state, setState] = useState<{ pixel: Point | null; isByKeyboard: boolean }>({
    pixel: null,
    isByKeyboard: false,
  });
  return {
    ...state,
    onPoint: (point) => {
      if (!isOn) return;
      const pixel = point === null ? null : pixelAt(view, point);
      const isInside = pixel !== null && isWithin(pixel, picture);
      setState({ pixel: isInside ? pixel : null, isByKeyboard: false });
    },
    onStep: ({ x, y }) => {
      const from = state.pixel ?? pixelAt(view, { x: stage.width / 2, y: stage.height / 2 });
      const pixel = {
        x: Math.min(picture.width - 1, Math.max(0, from.x + x)),
        y: Math.min(picture.height - 1, Math.max(0, from.y + y)),
      };
      setState({ pixel, isByKeyboard: true });
    },
  };
}

function pixelAt(view: Viewport, point: Point): Point {
  const { x, y } = toPicturePoint(view, point);
  return { x: Math.floor(x), y: Math.floor(y) };
}

function isWithin({ x, y }: Point, { width, height }: Size): boolean {
  return x >= 0 && y >= 0 && x < width && y < height;
}
