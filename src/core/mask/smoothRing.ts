import type { Ring } from './types';

const WEIGHTS = [1, 4, 6, 4, 1] as const; // binomial over five steps: removes the stairs, keeps what is larger
const WEIGHT_SUM = 16;

/**
 * A ring through pixel corners without its stairs, for drawing: the middles of its unit steps, averaged with their
 * neighbours. No point moves by as much as a pixel, so the line still lies on the mask's border. Not for measuring.
 */
export function smoothRing(ring: Ring): Ring {
  const middles = stepMiddles(ring);
  const count = middles.length / 2;
  if (count < WEIGHTS.length) return ring;
  const smooth = new Float32Array(middles.length);
  for (let i = 0; i < count; i++) {
    let x = 0;
    let y = 0;
    for (const [k, weight] of WEIGHTS.entries()) {
      const j = (i + k - 2 + count) % count;
      x += weight * middles[2 * j]!;
      y += weight * middles[2 * j + 1]!;
    }
    smooth[2 * i] = x / WEIGHT_SUM;
    smooth[2 * i + 1] = y / WEIGHT_SUM;
  }
  return smooth;
}

/** The middle of every unit step between consecutive corners; corners are joined by straight axis-parallel runs. */
function stepMiddles(ring: Ring): Float32Array {
  const points: number[] = [];
  const count = ring.length / 2;
  for (let i = 0; i < count; i++) {
    const x = ring[2 * i]!;
    const y = ring[2 * i + 1]!;
    const next = (i + 1) % count;
    const dx = ring[2 * next]! - x;
    const dy = ring[2 * next + 1]! - y;
    const steps = Math.abs(dx) + Math.abs(dy);
    for (let step = 0; step < steps; step++) {
      const share = (step + 0.5) / steps;
      points.push(x + dx * share, y + dy * share);
    }
  }
  return Float32Array.from(points);
}
