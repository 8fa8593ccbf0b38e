/** Where a divider between before and after stands: a share of the part of the picture that is seen, 0 left to 1 right. */
import type { Size } from './types';
import type { Viewport } from './viewport';

/** The divider's place on the stage, in stage pixels from the left. */
export function toDividerX(share: number, view: Viewport, picture: Size, stage: Size): number {
  const { left, right } = seenPart(view, picture, stage);
  return left + share * (right - left);
}

/** The share at a place of the stage; places outside the picture are its ends. */
export function toDividerShare(x: number, view: Viewport, picture: Size, stage: Size): number {
  const { left, right } = seenPart(view, picture, stage);
  return Math.min(1, Math.max(0, (x - left) / (right - left)));
}

function seenPart(view: Viewport, picture: Size, stage: Size) {
  return {
    left: Math.max(0, view.offset.x),
    right: Math.min(stage.width, view.offset.x + picture.width * view.scale),
  };
}
