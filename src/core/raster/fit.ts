/**
 * How a picture is laid into the model's frame, and the way back. Points are in pixels with the origin at the corner of
 * the first pixel, so the middle of pixel 0 is 0.5.
 */
import type { Fit, FitKind, Size } from './types';

export type Point = { readonly x: number; readonly y: number };

/** Where a picture of `source` lies in a frame of `target`. A letterboxed picture starts and ends on whole pixels. */
export function fitInto(source: Size, target: Size, kind: FitKind): Fit {
  if (kind === 'stretch') {
    return {
      kind,
      source,
      target,
      placed: { x: 0, y: 0, width: target.width, height: target.height },
    };
  }
  const scale = Math.min(target.width / source.width, target.height / source.height);
  const width = clamp(Math.round(source.width * scale), 1, target.width);
  const height = clamp(Math.round(source.height * scale), 1, target.height);
  const x = Math.floor((target.width - width) / 2);
  const y = Math.floor((target.height - height) / 2);
  return { kind, source, target, placed: { x, y, width, height } };
}

/** A point of the picture as a point of the model's frame. */
export function toTarget({ source, placed }: Fit, point: Point): Point {
  return {
    x: placed.x + (point.x * placed.width) / source.width,
    y: placed.y + (point.y * placed.height) / source.height,
  };
}

/** A point of the model's frame as a point of the picture; outside the picture for a point in the bars. */
export function toSource({ source, placed }: Fit, point: Point): Point {
  return {
    x: ((point.x - placed.x) * source.width) / placed.width,
    y: ((point.y - placed.y) * source.height) / placed.height,
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
