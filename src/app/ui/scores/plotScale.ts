/** The plot's paper: sizes in its own units (CSS pixels at full width), and the way from values to points and back. */
import type { CurvePoint, ThresholdCurve } from '@/core/metrics/thresholdCurve';

export const PLOT = { width: 328, height: 176, left: 30, right: 6, top: 6, bottom: 20 } as const;

const innerWidth = PLOT.width - PLOT.left - PLOT.right;
const innerHeight = PLOT.height - PLOT.top - PLOT.bottom;

export function toX(threshold: number): number {
  return PLOT.left + threshold * innerWidth;
}

export function toY(score: number): number {
  return PLOT.top + (1 - score) * innerHeight;
}

/** The threshold at a share (0..1) of the plot's whole width: one of the slider's, 0.01 to 0.99. */
export function toThreshold(share: number): number {
  return clampThreshold((share * PLOT.width - PLOT.left) / innerWidth);
}

/** To whole per cents between 1 and 99. */
export function clampThreshold(threshold: number): number {
  return Math.min(99, Math.max(1, Math.round(threshold * 100))) / 100;
}

/** The points of an SVG polyline. */
export function toLine(curve: ThresholdCurve, of: (point: CurvePoint) => number): string {
  return curve
    .map((point) => `${toX(point.threshold).toFixed(1)},${toY(of(point)).toFixed(1)}`)
    .join(' ');
}
