import type { Size } from '@/core/raster/types';
import { coverLine, noCoverage, paintCovered } from './stroke';
import type { Canvas, Place, RulerSpec } from './types';

const INK = [0.16, 0.14, 0.14] as const;
const OPACITY = 0.85;
/** Lengths of the marks and width of all lines, shares of the short side. */
const MARK = 0.022;
const FIFTH_MARK = 0.038;
const LINE = 0.0045;

/** The printed scale of a dermatoscope's glass: a line with a mark each millimetre, each fifth one longer. */
export function drawRuler(canvas: Canvas, { from, to, millimetres }: RulerSpec): void {
  const unit = Math.min(canvas.width, canvas.height);
  const coverage = noCoverage(canvas);
  const [start, end] = [inPixels(from, canvas), inPixels(to, canvas)];
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const along = { x: (end.x - start.x) / length, y: (end.y - start.y) / length };
  coverLine(coverage, start, end, LINE * unit);
  for (let mark = 0; mark <= millimetres; mark++) {
    const share = mark / millimetres;
    const foot = {
      x: start.x + (end.x - start.x) * share,
      y: start.y + (end.y - start.y) * share,
    };
    const height = (mark % 5 === 0 ? FIFTH_MARK : MARK) * unit;
    const tip = { x: foot.x + along.y * height, y: foot.y - along.x * height };
    coverLine(coverage, foot, tip, LINE * unit);
  }
  paintCovered(canvas, coverage, INK, OPACITY);
}

function inPixels({ x, y }: Place, { width, height }: Size): Place {
  return { x: x * width, y: y * height };
}
