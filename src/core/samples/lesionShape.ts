/** The outline of a drawn lesion: an ellipse whose radius swells and shrinks by a few waves around it. */
import type { Size } from '@/core/raster/types';
import { between, seededRandom } from './random';
import type { LesionSpec } from './types';

/** Waves around the outline, from the broadest to the finest. */
const LEAST_WAVES = 2;
const MOST_WAVES = 11;
/** Directions for which the radius is computed; between them it is straight. */
const DIRECTIONS = 2048;

export type LesionShape = {
  /** How deep a point lies: 0 on the outline, 1 about in the middle, below 0 outside; in radii of the lesion. */
  readonly depthAt: (x: number, y: number) => number;
};

/** A shape in the pixels of a picture of `size`, whose area is exactly that of a circle of the spec's radius. */
export function makeShape(spec: LesionSpec, seed: number, { width, height }: Size): LesionShape {
  const random = seededRandom(seed);
  const turn = between(random, 0, Math.PI);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const radius = spec.radius * Math.min(width, height);
  const stretch = Math.sqrt(spec.elongation);
  const [longAxis, shortAxis] = [radius * stretch, radius / stretch];
  const radii = waveRadii(spec.irregularity, random);
  const centre = { x: spec.centre.x * width, y: spec.centre.y * height };
  return {
    depthAt: (x, y) => {
      const dx = x - centre.x;
      const dy = y - centre.y;
      const along = (dx * cos + dy * sin) / longAxis;
      const across = (dy * cos - dx * sin) / shortAxis;
      const direction = (Math.atan2(across, along) / (2 * Math.PI) + 0.5) * DIRECTIONS;
      const before = Math.min(DIRECTIONS - 1, Math.floor(direction));
      const share = direction - before;
      const border = radii[before]! * (1 - share) + radii[before + 1]! * share;
      return border - Math.sqrt(along * along + across * across);
    },
  };
}

/** The radius in each direction, the first one again at the end, scaled so that the area is that of the unit circle. */
function waveRadii(irregularity: number, random: () => number): Float64Array {
  const radii = new Float64Array(DIRECTIONS + 1).fill(1);
  for (let waves = LEAST_WAVES; waves <= MOST_WAVES; waves++) {
    const size = (irregularity * between(random, 0.4, 1.2)) / waves ** 0.8;
    const phase = between(random, 0, 2 * Math.PI);
    for (let i = 0; i <= DIRECTIONS; i++) {
      radii[i]! += size * Math.cos((waves * i * 2 * Math.PI) / DIRECTIONS + phase);
    }
  }
  let squares = 0; // the area of a star is half the integral of its radius squared
  for (let i = 0; i < DIRECTIONS; i++) squares += radii[i]! ** 2;
  const scale = Math.sqrt(DIRECTIONS / squares);
  return radii.map((value) => value * scale);
}
