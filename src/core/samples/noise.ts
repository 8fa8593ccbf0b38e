/** Textures as functions of a place: soft noise for blotches, cells for nets and dots. One unit is one lattice step. */
import { hashAt } from './random';

/** Value noise with smooth steps between the lattice's points, -1..1. */
export function softNoise(seed: number, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const across = ease(x - left);
  const down = ease(y - top);
  const upper = mix(hashAt(seed, left, top), hashAt(seed, left + 1, top), across);
  const lower = mix(hashAt(seed, left, top + 1), hashAt(seed, left + 1, top + 1), across);
  return 2 * mix(upper, lower, down) - 1;
}

/** Soft noise of several sizes, each half as large and half as strong as the one before; about -1..1. */
export function cloudNoise(seed: number, x: number, y: number, octaves: number): number {
  let sum = 0;
  let strength = 1;
  let total = 0;
  for (let octave = 0; octave < octaves; octave++) {
    const scale = 2 ** octave;
    sum += strength * softNoise(seed + octave, x * scale, y * scale);
    total += strength;
    strength /= 2;
  }
  return sum / total;
}

/**
 * Distances to the nearest and to the second nearest of points scattered one a cell (Worley, SIGGRAPH 1996); their
 * difference is 0 on the walls between cells. Written into `out`, because this runs for every pixel.
 */
export function cellNoise(seed: number, x: number, y: number, out: [number, number]): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  let nearest = 9;
  let second = 9;
  for (let row = top - 1; row <= top + 1; row++) {
    for (let column = left - 1; column <= left + 1; column++) {
      const dx = column + hashAt(seed, column, row) - x;
      const dy = row + hashAt(seed + 7, column, row) - y;
      const squared = dx * dx + dy * dy;
      if (squared < nearest) {
        second = nearest;
        nearest = squared;
      } else if (squared < second) second = squared;
    }
  }
  out[0] = Math.sqrt(nearest);
  out[1] = Math.sqrt(second);
}

/** 0 below `low`, 1 above `high`, smooth and symmetrical between them. */
export function smoothStep(low: number, high: number, value: number): number {
  return ease(Math.min(1, Math.max(0, (value - low) / (high - low))));
}

export function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

function ease(share: number): number {
  return share * share * (3 - 2 * share);
}
