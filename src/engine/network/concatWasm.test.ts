import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { useWasm } from '@/engine/finetune/testing/useWasm';
import { makeConcatWasm } from './concatWasm';
import { replaceKernel } from './replaceKernel';

beforeAll(useWasm);

/** How often tfjs's own was taken, and what came of it. */
function concatByOurs(tensors: tf.Tensor[], axis: number) {
  const { kernelFunc } = tf.getKernel(tf.Concat, 'wasm');
  let stock = 0;
  const restore = replaceKernel(
    makeConcatWasm((args) => {
      stock++;
      return kernelFunc(args);
    }),
  );
  try {
    return { values: tf.concat(tensors, axis).arraySync(), stock };
  } finally {
    restore();
  }
}

describe('makeConcatWasm', () => {
  it.each([
    [
      'equal channels',
      [
        [2, 3, 5, 16],
        [2, 3, 5, 16],
      ],
      3,
      0,
    ],
    [
      'other channels',
      [
        [1, 4, 4, 8],
        [1, 4, 4, 2],
      ],
      3,
      0,
    ],
    [
      'rows',
      [
        [2, 6],
        [4, 6],
      ],
      0,
      0,
    ],
    [
      'odd channels',
      [
        [1, 2, 2, 3],
        [1, 2, 2, 4],
      ],
      3,
      1,
    ],
    [
      'long rows',
      [
        [2, 300],
        [2, 2],
      ],
      1,
      1,
    ],
    [
      'three',
      [
        [2, 2],
        [2, 2],
        [2, 2],
      ],
      1,
      1,
    ],
    [
      'nothing beside something',
      [
        [2, 0],
        [2, 2],
      ],
      1,
      1,
    ],
  ] as const)('gives what tfjs gives: %s', (_, shapes, axis, stockCalls) => {
    const tensors = shapes.map((shape) => tf.randomNormal([...shape]));
    const ours = concatByOurs(tensors, axis);
    expect(ours.values).toEqual(tf.concat(tensors, axis).arraySync());
    expect(ours.stock).toBe(stockCalls);
    tf.dispose(tensors);
  });
});
