import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { foldUNet } from './foldedUNet';
import { readLayers } from './layerWeights';
import { predict } from './predict';
import { buildResidualUNet } from './testing/residualUNet';

const SIZE = { width: 32, height: 16 };

/** Every weight drawn anew, batch-norm statistics too: fresh ones (0 and 1) would hide a swapped pair. */
function enliven(model: tf.LayersModel): void {
  let seed = 1;
  for (const layer of model.layers) {
    const drawn = layer.weights.map(({ originalName, shape }) => {
      const dimensions = shape as number[];
      if (/gamma|variance/.test(originalName)) {
        return tf.randomUniform(dimensions, 0.5, 1.5, 'float32', seed++);
      }
      // Kernels that neither shrink nor swell what passes through.
      const fanIn = tf.util.sizeFromShape(dimensions.slice(0, 3));
      const limit = dimensions.length === 4 ? Math.sqrt(3 / fanIn) : 0.5;
      return tf.randomUniform(dimensions, -limit, limit, 'float32', seed++);
    });
    layer.setWeights(drawn);
  }
}

beforeAll(() => tf.setBackend('cpu'));

describe('foldUNet', () => {
  it.each([[[4]], [[4, 8]], [[6, 4, 8, 5]]])('equals model.predict for widths %j', (widths) => {
    tf.tidy(() => {
      const model = buildResidualUNet(widths, SIZE);
      enliven(model);
      const network = foldUNet(readLayers(model), { kind: 'residual-unet', widths });
      const input = tf.randomUniform<tf.Rank.R4>([1, 16, 32, 3], 0, 1, 'float32', 7);
      const expected = model.predict(input) as tf.Tensor;
      const actual = network.run(input);
      expect(actual.shape).toEqual([1, 16, 32, 1]);
      const values = expected.dataSync();
      expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.1);
      expect(expected.sub(actual).abs().max().dataSync()[0]).toBeLessThanOrEqual(1e-5);
    });
  });

  it('outlives its model, leaks nothing over 50 predictions and frees all', async () => {
    const before = tf.memory().numTensors;
    const model = buildResidualUNet([4, 8], SIZE);
    const network = foldUNet(readLayers(model), { kind: 'residual-unet', widths: [4, 8] });
    model.dispose();
    const input = new Float32Array(32 * 16 * 3).fill(0.5);
    const loaded = tf.memory().numTensors;
    for (let round = 0; round < 50; round++) await predict(network, input, SIZE);
    expect(tf.memory().numTensors).toBe(loaded);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
