import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { probe } from './probe';

beforeAll(() => tf.setBackend('cpu'));

describe('probe', () => {
  it.each(['residual-unet', 'inverted-residual-unet'] as const)(
    'takes a backend that gives PyTorch’s numbers, and leaves no tensor: %s',
    async (kind) => {
      const before = tf.memory().numTensors;
      await probe(kind);
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it('refuses one that takes ReLU for ReLU6, for the kind that has it', async () => {
    const kernel = tf.getKernel('FusedDepthwiseConv2D', 'cpu');
    tf.unregisterKernel('FusedDepthwiseConv2D', 'cpu');
    tf.registerKernel({
      ...kernel,
      kernelFunc: (args) =>
        kernel.kernelFunc({ ...args, attrs: { ...args.attrs, activation: 'relu' } }),
    });
    try {
      await probe();
      await expect(probe('inverted-residual-unet')).rejects.toMatchObject({
        code: 'backend-wrong',
      });
    } finally {
      tf.unregisterKernel('FusedDepthwiseConv2D', 'cpu');
      tf.registerKernel(kernel);
    }
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
