/** The shipped network whose encoder has inverted blocks: folded, it gives what its LayersModel gives. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it, vi } from 'vitest';
import { useWasm } from '@/engine/finetune/testing/useWasm';
import { assembleModel } from './assembleModel';
import { parseCard } from './card';
import { foldInvertedEncoder } from './invertedEncoder';
import { readLayers } from './layerWeights';
import { loadNetwork } from './loadNetwork';

const FOLDER = join(import.meta.dirname, '../../../public/models/full');

vi.setConfig({ testTimeout: 120_000 });

beforeAll(useWasm);

function readFull() {
  const read = (name: string) => new Uint8Array(readFileSync(join(FOLDER, name)));
  const card = parseCard(JSON.parse(new TextDecoder().decode(read('card.json'))));
  const names = ['model.json', 'weights.bin'];
  return { card, ...assembleModel(new Map(names.map((name) => [name, read(name)]))) };
}

it('equals model.predict, and frees all it held', async () => {
  const before = tf.memory().numTensors;
  const files = readFull();
  const { architecture } = files.card;
  if (architecture.kind !== 'inverted-residual-unet') throw new Error('it is of another kind');
  const network = await loadNetwork(files);
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: files.topology,
      weightSpecs: files.weightSpecs,
      weightData: files.weights,
    }),
  );
  const encoder = foldInvertedEncoder(readLayers(model), architecture.blocks);
  tf.tidy(() => {
    const { width, height } = files.card.input.size;
    const input = tf.randomUniform<tf.Rank.R4>([1, height, width, 3], -1, 1, 'float32', 7);
    const levels = encoder.run(input).map(({ shape }) => shape[1]);
    expect(levels).toEqual([128, 64, 32, 16, 8]);
    const expected = model.predict(input) as tf.Tensor;
    const actual = network.run(input);
    const values = expected.dataSync();
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.1);
    expect(expected.sub(actual).abs().max().dataSync()[0]).toBeLessThanOrEqual(1e-4);
  });
  encoder.dispose();
  network.dispose();
  model.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it('names a weight that is not there', () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  expect(() => foldInvertedEncoder(readLayers(model), [1, 1])).toThrow(
    'the model has no encoder1_stem/kernel',
  );
  model.dispose();
});
