import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Network } from './foldedUNet';
import { predict } from './predict';

const SIZE = { width: 4, height: 2 };
const input = new Float32Array(24).fill(0.5);

/** A network that answers `values`, whatever it is asked. */
function answering(values: number[]): Network {
  return { run: () => tf.tensor4d(values, [1, 2, 4, 1]), dispose: () => undefined };
}

beforeAll(() => tf.setBackend('cpu'));

describe('predict', () => {
  it('gives the probabilities', async () => {
    const values = [0, 0.25, 0.5, 1, 0, 0, 0, 0];
    expect(Array.from(await predict(answering(values), input, SIZE))).toEqual(values);
  });

  it.each([
    [[NaN, 1, 1, 1, 1, 1, 1, 1], 'it gave NaN where a probability was due'],
    [[Infinity, 1, 1, 1, 1, 1, 1, 1], 'it gave Infinity where a probability was due'],
    [[-0.5, 1, 1, 1, 1, 1, 1, 1], 'it gave -0.5 where a probability was due'],
    [[0, 0, 0, 0, 0, 0, 0, 0], 'it gave nothing but zeros'],
  ])('refuses %j and leaves no tensor', async (values, detail) => {
    const before = tf.memory().numTensors;
    await expect(predict(answering(values), input, SIZE)).rejects.toMatchObject({
      code: 'backend-wrong',
      detail,
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses an input of another size', async () => {
    const short = input.subarray(1);
    await expect(predict(answering([]), short, SIZE)).rejects.toMatchObject({
      code: 'predict-failed',
      detail: 'the input holds 23 values, not 24',
    });
  });
});
