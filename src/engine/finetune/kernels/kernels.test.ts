import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { useProcessor } from '@/engine/network/testing/tinyModel';
import { useWasm } from '@/engine/finetune/testing/useWasm';
import { planFilterGradient } from './filterGradientPlan';
import type { PlainShape } from './plainGradients';
import { probeGradients } from './probeGradients';
import { useKernels } from './useKernels';

const sizes: Omit<PlainShape, 'taps' | 'stride'>[] = [
  { batch: 1, side: 8, channelsIn: 3, channelsOut: 6 },
  { batch: 2, side: 8, channelsIn: 6, channelsOut: 3 },
  { batch: 3, side: 2, channelsIn: 4, channelsOut: 4 },
  { batch: 2, side: 6, channelsIn: 1, channelsOut: 5 },
  { batch: 2, side: 6, channelsIn: 5, channelsOut: 1 },
];
const shapes = sizes.flatMap((size) =>
  [1, 2].flatMap((stride) => [1, 3].map((taps) => ({ ...size, taps, stride }))),
);

describe('tfjs’s own kernels on the processor', () => {
  beforeAll(useProcessor);
  it('agree with plain loops', async () => {
    expect(await probeGradients(shapes)).toBeLessThan(1e-6);
  });
});

describe('ours on WebAssembly', () => {
  beforeAll(useWasm);

  it.each(shapes)('agree with plain loops and leave nothing behind: %o', async (shape) => {
    const restore = useKernels();
    const before = tf.memory().numTensors;
    expect(await probeGradients([shape])).toBeLessThan(1e-6);
    expect(tf.memory().numTensors).toBe(before);
    restore();
  });

  it('are gone once they are given back', async () => {
    const names = [tf.Conv2DBackpropFilter, tf.Conv2DBackpropInput];
    const before = names.map((name) => tf.getKernel(name, 'wasm'));
    useKernels()();
    expect(names.map((name) => tf.getKernel(name, 'wasm'))).toEqual(before);
    await expect(probeGradients()).rejects.toThrow(/not registered/);
  });
});

describe('planFilterGradient', () => {
  it.each([
    { rows: 432, columns: 16, batch: 4, outHeight: 256, outWidth: 256 },
    { rows: 1, columns: 16, batch: 1, outHeight: 256, outWidth: 256 },
    { rows: 1152, columns: 128, batch: 1, outHeight: 4, outWidth: 4 },
    { rows: 27, columns: 70, batch: 1, outHeight: 7, outWidth: 7 },
  ])('covers every row, column and position once: %o', (shape) => {
    const plan = planFilterGradient(shape);
    expect(plan.rowTiles * plan.tileRows).toBeGreaterThanOrEqual(shape.rows);
    expect(plan.columnTiles * plan.tileColumns).toBeGreaterThanOrEqual(shape.columns);
    expect(plan.slabs * plan.slab).toBeGreaterThanOrEqual(
      shape.batch * shape.outHeight * shape.outWidth,
    );
    expect(plan.shares * plan.slabsPerShare).toBeGreaterThanOrEqual(plan.slabs);
    expect((plan.shares - 1) * plan.slabsPerShare).toBeLessThan(plan.slabs);
  });

  it('keeps within what every WebGPU device allows', () => {
    const plan = planFilterGradient({
      rows: 9 * 768,
      columns: 512,
      batch: 16,
      outHeight: 256,
      outWidth: 256,
    });
    expect((plan.tileRows * plan.tileColumns) / 16).toBeLessThanOrEqual(256);
    expect(4 * plan.slab * (plan.tileRows + plan.tileColumns)).toBeLessThanOrEqual(16_384);
  });
});
