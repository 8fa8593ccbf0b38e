import { between, type Random } from './random';
import { coverLine, noCoverage, paintCovered } from './stroke';
import type { Canvas, HairSpec } from './types';

/** Straight pieces of which a bent hair is made. */
const PIECES = 20;
/** Hairs let a little of what is under them through. */
const OPACITY = 0.85;

/** Bent hairs that taper, most of them lying one way. */
export function drawHairs(canvas: Canvas, hairs: HairSpec, random: Random): void {
  const unit = Math.min(canvas.width, canvas.height);
  const coverage = noCoverage(canvas);
  const lie = between(random, 0, 2 * Math.PI);
  for (let hair = 0; hair < hairs.count; hair++) {
    let point = { x: random() * canvas.width, y: random() * canvas.height };
    let direction = lie + between(random, -0.6, 0.6);
    const bend = between(random, -1.2, 1.2) / PIECES;
    const step = (between(random, 0.25, 0.8) * unit) / PIECES;
    const width = hairs.width * unit * between(random, 0.6, 1.2);
    point = {
      x: point.x - (Math.cos(direction) * step * PIECES) / 2,
      y: point.y - (Math.sin(direction) * step * PIECES) / 2,
    };
    for (let piece = 0; piece < PIECES; piece++) {
      const next = {
        x: point.x + Math.cos(direction) * step,
        y: point.y + Math.sin(direction) * step,
      };
      coverLine(coverage, point, next, width * (1 - (0.7 * piece) / PIECES));
      point = next;
      direction += bend;
    }
  }
  paintCovered(canvas, coverage, hairs.colour, OPACITY);
}
