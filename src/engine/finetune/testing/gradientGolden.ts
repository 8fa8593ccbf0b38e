/** What PyTorch says of the loss and its gradients: written by training/lentigo_training/gradient_numbers.py. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gradients, TrainingPair } from '@/engine/finetune/types';

type Told = Pick<Gradients, 'loss'> & { readonly weights: [string, number][] };
type Numbers = { readonly pairs: number; readonly side: number } & Record<'frozen' | 'live', Told>;

export type GradientGolden = {
  readonly pairs: TrainingPair[];
  readonly frozen: Gradients;
  readonly live: Gradients;
};

/** `path` without .json and .bin. */
export function readGradientGolden(path: string): GradientGolden {
  const numbers = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Numbers;
  const bytes = Uint8Array.from(readFileSync(`${path}.bin`));
  const values = new Float32Array(bytes.buffer);
  const lengthOf = ({ weights }: Told) => weights.reduce((sum, [, length]) => sum + length, 0);
  const { frozen, live, pairs, side } = numbers;
  const middle = lengthOf(frozen);
  return {
    pairs: Array.from({ length: pairs }, (_, pair) => drawPair(pair, side)),
    frozen: { ...frozen, values: values.slice(0, middle) },
    live: { ...live, values: values.slice(middle, middle + lengthOf(live)) },
  };
}

export const readTinyGradients = () =>
  readGradientGolden(join(import.meta.dirname, '../../../../e2e/fixtures/tiny-gradients'));

/** As gradient_numbers.py draws it. */
export function drawPair(pair: number, side: number): TrainingPair {
  return {
    id: `pair-${pair}`,
    side,
    image: drawBytes(side * side * 3, 2 * pair),
    truth: drawBytes(side * side, 2 * pair + 1),
  };
}

function drawBytes(count: number, seed: number): Uint8Array {
  return Uint8Array.from(
    { length: count },
    (_, i) => (i * 37 + Math.floor(i / 13) * 11 + seed * 101) % 256,
  );
}

export type WeightError = {
  readonly name: string;
  readonly error: number;
  /** How many of its values are off by more than PARITY. */
  readonly count: number;
};

/** Of a gradient's values, relative to the largest of the same weight. */
export const PARITY = 1e-4;

/** The weight whose gradient is off the most, as in measureErrors. */
export function findWorstWeight(found: Gradients, expected: Gradients): WeightError {
  return measureErrors(found, expected).reduce((worst, one) =>
    one.error <= worst.error || Number.isNaN(worst.error) ? worst : one,
  );
}

/** Of every weight: how far its gradient is off at most, as a share of the largest value that it should have. */
export function measureErrors(found: Gradients, expected: Gradients): readonly WeightError[] {
  if (JSON.stringify(found.weights) !== JSON.stringify(expected.weights)) {
    throw new Error('the gradients are of other weights');
  }
  const most = largest(expected.values);
  let offset = 0;
  return expected.weights.map(([name, length]) => {
    const [own, theirs] = [found, expected].map(({ values }) =>
      values.subarray(offset, offset + length),
    );
    offset += length;
    const off = own!.map((value, index) => Math.abs(value - theirs![index]!));
    const size = largest(theirs!);
    // A bias that a batch's own statistics cancel has no gradient but rounding: measured against all.
    const whole = size < 1e-5 * most ? most : size;
    const count = off.filter((value) => !(value <= PARITY * whole)).length;
    return { name, error: largest(off) / whole, count };
  });
}

function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
