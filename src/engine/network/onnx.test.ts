/** The ONNX file that a user takes away gives what tfjs gives, in onnxruntime. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-web';
import { beforeAll, expect, it } from 'vitest';
import { readWeights } from '@/core/onnx/readWeights';
import { toOnnx } from '@/core/onnx/toOnnx';
import { parseCard } from './card';
import { loadNetwork } from './loadNetwork';
import { fetchModel } from './fetchModel';
import { predict } from './predict';
import { findLargestDifference, useProcessor } from './testing/tinyModel';

const ROOT = join(import.meta.dirname, '../../..');

beforeAll(useProcessor);

function readModel(folder: string) {
  const read = (name: string) => new Uint8Array(readFileSync(join(ROOT, folder, name)));
  const json = (name: string) => JSON.parse(new TextDecoder().decode(read(name))) as unknown;
  const card = parseCard(json('card.json'));
  return { read, card, weights: readWeights(json('model.json'), read('weights.bin')) };
}

function toPlanes(input: Float32Array, pixels: number): Float32Array {
  return Float32Array.from(input, (_, i) => input[(i % pixels) * 3 + Math.floor(i / pixels)]!);
}

it.each(['e2e/fixtures/tiny', 'public/models/light', 'public/models/full'])(
  'gives the same in onnxruntime: %s',
  async (folder) => {
    const { read, card, weights } = readModel(folder);
    const { size } = card.input;
    const pixels = size.width * size.height;
    const [low, high] = card.input.range;
    const input = Float32Array.from(
      read('golden-input.bin'),
      (byte) => low + ((high - low) * byte) / 255,
    );
    const file = toOnnx({
      architecture: card.architecture,
      size,
      weights,
      facts: { name: card.name },
    });
    ort.env.wasm.numThreads = 1;
    const session = await ort.InferenceSession.create(file);
    const { probabilities } = await session.run({
      input: new ort.Tensor('float32', toPlanes(input, pixels), [1, 3, size.height, size.width]),
    });
    const given = probabilities!.data as Float32Array;
    const torch = new Float32Array(read('golden-output.bin').slice().buffer);
    expect(findLargestDifference(given, torch)).toBeLessThan(1e-4);

    if (folder.startsWith('public')) return; // half a minute in plain JavaScript
    const files = await fetchModel({
      modelsUrl: 'http://models.test/',
      modelId: card.id,
      expectsGpu: () => Promise.resolve(false),
      fetch: (url) => Promise.resolve(new Response(read(url.slice(url.lastIndexOf('/') + 1)))),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    const network = await loadNetwork(files);
    const ours = await predict(network, input, size);
    network.dispose();
    expect(findLargestDifference(given, ours)).toBeLessThan(1e-4);
    expect(tf.getBackend()).toBe('cpu');
  },
  120_000,
);
