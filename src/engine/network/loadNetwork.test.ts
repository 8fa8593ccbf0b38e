import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  findLargestDifference,
  MODELS_URL,
  readGoldenInput,
  readGoldenOutput,
  readTinyFiles,
  serve,
} from '@/engine/network/testing/tinyModel';
import type { ModelFiles } from './assembleModel';
import { fetchModel } from './fetchModel';
import { loadNetwork } from './loadNetwork';
import { predict } from './predict';

let files: ModelFiles;

beforeAll(async () => {
  await tf.setBackend('cpu');
  files = await fetchModel({
    expectsGpu: () => Promise.resolve(false),
    modelsUrl: MODELS_URL,
    modelId: 'tiny',
    fetch: serve(readTinyFiles()),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
});

describe('loadNetwork', () => {
  it('gives what PyTorch gives for the same weights', async () => {
    const before = tf.memory().numTensors;
    const network = await loadNetwork(files);
    const answer = await predict(network, readGoldenInput().data, files.card.input.size);
    expect(findLargestDifference(answer, readGoldenOutput())).toBeLessThan(1e-5);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    ['input', { input: { ...size(64), range: [0, 1], fit: 'stretch' } }, /^its input is ,32,32,3;/],
    ['parameters', { parameters: 7 }, /^it has 5245 parameters; its card says 7$/],
    [
      'widths',
      { architecture: { kind: 'residual-unet', widths: [4, 8, 16] } },
      /^encoder3_conv2 has 8 filters; its card says 16$/,
    ],
    [
      'levels, more than there are',
      { architecture: { kind: 'residual-unet', widths: [4, 8, 8, 8] } },
      /^encoder4_conv2 has no filters; its card says 8$/,
    ],
    [
      'levels, fewer than there are',
      { architecture: { kind: 'residual-unet', widths: [4, 8] } },
      /^encoder3_conv2 has 8 filters; its card says none$/,
    ],
  ] as const)('refuses a card that differs in its %s', async (_, change, detail) => {
    const before = tf.memory().numTensors;
    const card = { ...files.card, ...change } as ModelFiles['card'];
    await expect(loadNetwork({ ...files, card })).rejects.toMatchObject({
      code: 'model-shape',
      detail: expect.stringMatching(detail) as string,
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses weights that do not fit the layers', async () => {
    const weightSpecs = files.weightSpecs.slice(1);
    const weights = files.weights.slice(2 * 3 * 3 * 3 * 4);
    await expect(loadNetwork({ ...files, weightSpecs, weights })).rejects.toMatchObject({
      code: 'model-shape',
    });
  });
});

function size(side: number) {
  return { size: { width: side, height: side } };
}
