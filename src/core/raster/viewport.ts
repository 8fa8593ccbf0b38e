/**
 * Zoom and pan of a picture on a stage, without a browser: a stage point is `picture point * scale + offset`.
 * Every function returns a clamped view: along each side a picture smaller than the stage is centred, a larger one
 * covers the stage, so it cannot be lost.
 */
import type { Point } from './fit';
import type { Size } from './types';

/** Stage pixels per picture pixel, and the stage point of the picture's top left corner. */
export type Viewport = { readonly scale: number; readonly offset: Point };

/** At this scale a picture's pixel is as large as a button: enough to judge a single one. */
const MOST_SCALE = 32;

/** The whole picture, as large as the stage allows, in its middle. */
export function fitView(picture: Size, stage: Size): Viewport {
  return clampView({ scale: fitScale(picture, stage), offset: { x: 0, y: 0 } }, picture, stage);
}

/** `factor` times larger (or smaller, below 1), with the stage point `anchor` staying on the same picture point. */
export function zoomAt(
  view: Viewport,
  anchor: Point,
  factor: number,
  picture: Size,
  stage: Size,
): Viewport {
  const scale = clampScale(view.scale * factor, picture, stage);
  const ratio = scale / view.scale;
  const offset = {
    x: anchor.x - (anchor.x - view.offset.x) * ratio,
    y: anchor.y - (anchor.y - view.offset.y) * ratio,
  };
  return clampView({ scale, offset }, picture, stage);
}

/** The picture moved by `delta` stage pixels. */
export function panBy(view: Viewport, delta: Point, picture: Size, stage: Size): Viewport {
  const offset = { x: view.offset.x + delta.x, y: view.offset.y + delta.y };
  return clampView({ scale: view.scale, offset }, picture, stage);
}

/** The nearest allowed view; also for a stage that changed its size. */
export function clampView(view: Viewport, picture: Size, stage: Size): Viewport {
  const scale = clampScale(view.scale, picture, stage);
  return {
    scale,
    offset: {
      x: clampOffset(view.offset.x, picture.width * scale, stage.width),
      y: clampOffset(view.offset.y, picture.height * scale, stage.height),
    },
  };
}

/** The point of the picture under a point of the stage. */
export function toPicturePoint(view: Viewport, point: Point): Point {
  return { x: (point.x - view.offset.x) / view.scale, y: (point.y - view.offset.y) / view.scale };
}

/** And the other way. */
export function toStagePoint({ scale, offset }: Viewport, { x, y }: Point): Point {
  return { x: x * scale + offset.x, y: y * scale + offset.y };
}

function fitScale(picture: Size, stage: Size): number {
  return Math.min(MOST_SCALE, stage.width / picture.width, stage.height / picture.height);
}

/** From the whole picture, or 1:1 for a picture smaller than the stage, up to MOST_SCALE. */
function clampScale(scale: number, picture: Size, stage: Size): number {
  return Math.min(MOST_SCALE, Math.max(Math.min(1, fitScale(picture, stage)), scale));
}

function clampOffset(offset: number, shown: number, stage: number): number {
  return shown <= stage ? (stage - shown) / 2 : Math.min(0, Math.max(stage - shown, offset));
}
