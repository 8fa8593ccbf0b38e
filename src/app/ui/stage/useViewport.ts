import { useCallback, useEffect, useState } from 'react';
import { clampView, fitView, panBy, zoomAt, type Viewport } from '@/core/raster/viewport';
import type { Size } from '@/core/raster/types';

const STEP = 1.4; // one press of a zoom key or button

export type ViewportControls = {
  readonly view: Viewport;
  readonly fit: () => void;
  /** About the stage's middle. */
  readonly step: (direction: 'in' | 'out') => void;
  readonly zoom: (anchor: { x: number; y: number }, factor: number) => void;
  readonly pan: (delta: { x: number; y: number }) => void;
};

/** Zoom and pan of one picture on a stage; a new picture starts fitted, a resized stage keeps the view. */
export function useViewport(pictureKey: string, picture: Size, stage: Size): ViewportControls {
  const [state, setState] = useState({
    key: pictureKey,
    view: fitView(picture, stage),
    fitted: true,
  });
  const isOther = state.key !== pictureKey;
  const view =
    isOther || state.fitted ? fitView(picture, stage) : clampView(state.view, picture, stage);

  useEffect(() => {
    if (isOther) setState({ key: pictureKey, view: fitView(picture, stage), fitted: true });
  }, [isOther, pictureKey, picture, stage]);

  const change = useCallback(
    (next: (view: Viewport) => Viewport) => {
      setState((last) => {
        const from = last.key !== pictureKey || last.fitted ? fitView(picture, stage) : last.view;
        return { key: pictureKey, view: next(from), fitted: false };
      });
    },
    [pictureKey, picture, stage],
  );

  return {
    view,
    fit: useCallback(() => setState((last) => ({ ...last, fitted: true })), []),
    step: useCallback(
      (direction) =>
        change((from) => {
          const middle = { x: stage.width / 2, y: stage.height / 2 };
          return zoomAt(from, middle, direction === 'in' ? STEP : 1 / STEP, picture, stage);
        }),
      [change, picture, stage],
    ),
    zoom: useCallback(
      (anchor, factor) => change((from) => zoomAt(from, anchor, factor, picture, stage)),
      [change, picture, stage],
    ),
    pan: useCallback(
      (delta) => change((from) => panBy(from, delta, picture, stage)),
      [change, picture, stage],
    ),
  };
}
