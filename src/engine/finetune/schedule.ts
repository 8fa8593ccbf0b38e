/** What is drawn and when: order of the pictures, chance of the views, learning rate. Numbers only. */
import { type Random, seededRandom } from '@/core/samples/random';

/** Steps over which the rate rises to its full height; Adam's first steps are its least certain. */
const WARM_UP_STEPS = 10;
/** Share of the full rate that is left at the end of the planned passes. */
const LAST_SHARE = 0.05;

/** Positions 0 … count − 1, shuffled (Fisher and Yates), by seed and pass alone. */
export function drawOrder(seed: number, pass: number, count: number): number[] {
  const random = seededRandom(mixSeeds(seed, pass, -1));
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** Chance of the view of one picture in one pass, whatever else was drawn before. */
export function drawView(seed: number, pass: number, index: number): Random {
  return seededRandom(mixSeeds(seed, pass, index));
}

/** The pieces of `order` that make a step each; the last may be smaller. */
export function toBatches(order: readonly number[], batch: number): number[][] {
  return Array.from({ length: Math.ceil(order.length / batch) }, (_, index) =>
    order.slice(index * batch, (index + 1) * batch),
  );
}

/** A linear rise, then half a cosine over the planned steps, and level after them. `progress` is in passes, from 0. */
export function rateAt(full: number, step: number, progress: number, passes: number): number {
  const cosine = (1 + Math.cos(Math.PI * Math.min(1, progress / passes))) / 2;
  const share = LAST_SHARE + (1 - LAST_SHARE) * cosine;
  return full * share * Math.min(1, (step + 1) / WARM_UP_STEPS);
}

/** Three whole numbers to one of 32 bits, all bits of each having their say (constants of MurmurHash3). */
function mixSeeds(...parts: readonly number[]): number {
  return parts.reduce((mixed, part) => {
    let next = Math.imul(mixed ^ part, 0x85ebca6b);
    next = Math.imul(next ^ (next >>> 13), 0xc2b2ae35);
    return (next ^ (next >>> 16)) + 0x9e3779b9;
  }, 0x2545f491);
}
