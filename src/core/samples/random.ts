/** Chance that is the same for the same seed. */

/** The next number of a sequence, 0 ≤ n < 1. */
export type Random = () => number;

/** mulberry32 (Tommy Ettinger, public domain). */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Steps of a texture's lattice after which it begins again; a power of two. */
const PERIOD = 256;
const TABLE = fillTable(seededRandom(1), PERIOD * PERIOD);

/** A number 0 ≤ n < 1 that belongs to a whole-numbered point. Looked up, because textures ask dozens a pixel. */
export function hashAt(seed: number, x: number, y: number): number {
  const row = (y + seed * 61) & (PERIOD - 1); // odd factors: another seed is another part of the table
  const column = (x + seed * 97) & (PERIOD - 1);
  return TABLE[row * PERIOD + column]!;
}

/** Evenly between two numbers. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

function fillTable(random: Random, count: number): Float64Array {
  return Float64Array.from({ length: count }, random);
}
