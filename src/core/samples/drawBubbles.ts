import { smoothStep } from './noise';
import { between, type Random } from './random';
import type { Canvas } from './types';

/** Radii, shares of the short side. */
const LEAST_RADIUS = 0.008;
const MOST_RADIUS = 0.035;
/** How much brighter rim, inside and the lamp's reflection are, 0..1 sRGB. */
const RIM = 0.3;
const INSIDE = 0.03;
const REFLECTION = 0.5;

/** Gas bubbles in the gel: a bright rim on the lamp's side, a dark one opposite, and the lamp's reflection. */
export function drawBubbles(canvas: Canvas, count: number, random: Random): void {
  const { width, height, data } = canvas;
  const unit = Math.min(width, height);
  for (let bubble = 0; bubble < count; bubble++) {
    const centre = { x: random() * width, y: random() * height };
    const radius = between(random, LEAST_RADIUS, MOST_RADIUS) * unit;
    const rimWidth = Math.max(1, radius * 0.2);
    for (
      let y = Math.max(0, Math.floor(centre.y - radius));
      y < Math.min(height, centre.y + radius);
      y++
    ) {
      for (
        let x = Math.max(0, Math.floor(centre.x - radius));
        x < Math.min(width, centre.x + radius);
        x++
      ) {
        const [dx, dy] = [(x + 0.5 - centre.x) / radius, (y + 0.5 - centre.y) / radius];
        const distance = Math.hypot(dx, dy);
        if (distance >= 1) continue;
        const rim = smoothStep(1 - (2 * rimWidth) / radius, 1 - rimWidth / radius, distance);
        const edge = 1 - smoothStep(1 - rimWidth / radius, 1, distance);
        const side = -(dx + dy) / Math.SQRT2; // 1 towards the lamp, at the upper left
        const reflection = 1 - smoothStep(0.05, 0.25, Math.hypot(dx + 0.4, dy + 0.4));
        const change = INSIDE + RIM * rim * edge * (0.3 + 0.7 * side) + REFLECTION * reflection;
        const at = (y * width + x) * 3;
        for (let channel = at; channel < at + 3; channel++) data[channel]! += change;
      }
    }
  }
}
