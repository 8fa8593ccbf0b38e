import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { probe } from './probe';

beforeAll(() => tf.setBackend('cpu'));

describe('probe', () => {
  it('takes a backend that gives PyTorch’s numbers, and leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    await probe();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses one with a single wrong kernel', async () => {
    const kernel = tf.getKernel('ResizeNearestNeighbor', 'cpu');
    tf.unregisterKernel('ResizeNearestNeighbor', 'cpu');
    const bilinear = tf.getKernel('ResizeBilinear', 'cpu');
    tf.registerKernel({ ...bilinear, kernelName: 'ResizeNearestNeighbor' });
    try {
      await expect(probe()).rejects.toMatchObject({ code: 'backend-wrong' });
    } finally {
      tf.unregisterKernel('ResizeNearestNeighbor', 'cpu');
      tf.registerKernel(kernel);
    }
  });
});
