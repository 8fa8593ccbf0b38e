import { useEffect, useRef, useState } from 'react';
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

/** Set by a place on the stage, under which the picture may move, or by a pixel itself. */
type Aim =
  | { readonly kind: 'pointer'; readonly point: Point }
  | { readonly kind: 'keys'; readonly pixel: Point };

/** Which pixel the loupe enlarges, while it is on; it follows the pointer or the arrow keys. */
export function useLoupe(isOn: boolean, view: Viewport, picture: Size, stage: Size): LoupeState {
  const [aim, setAim] = useState<Aim | null>(null);
  const resting = useRef<Point | null>(null); // where the pointer is, also while the loupe is off
  useEffect(() => {
    if (isOn && resting.current !== null) setAim({ kind: 'pointer', point: resting.current });
  }, [isOn]);
  const pixel = aim?.kind === 'pointer' ? pixelAt(view, aim.point) : (aim?.pixel ?? null);
  const seen = pixel !== null && isWithin(pixel, picture) ? pixel : null;
  return {
    pixel: seen,
    isByKeyboard: aim?.kind === 'keys',
    onPoint: (point) => {
      resting.current = point;
      if (isOn) setAim(point === null ? null : { kind: 'pointer', point });
    },
    onStep: ({ x, y }) => {
      const from = seen ?? pixelAt(view, { x: stage.width / 2, y: stage.height / 2 });
      const next = {
        x: Math.min(picture.width - 1, Math.max(0, from.x + x)),
        y: Math.min(picture.height - 1, Math.max(0, from.y + y)),
      };
      setAim({ kind: 'keys', pixel: next });
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
