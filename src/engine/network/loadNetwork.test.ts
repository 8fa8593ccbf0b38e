import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  findLargestDifference,
  MODELS_URL,
  readGoldenInput,
  readGoldenOutput,
  readTinyFiles,
  serve,
  type TinyId,
} from '@/engine/network/testing/tinyModel';
import type { ModelFiles } from './assembleModel';
import { fetchModel } from './fetchModel';
import { loadNetwork } from './loadNetwork';
import { predict } from './predict';

let files: ModelFiles;
let inverted: ModelFiles;

function fetchTiny(modelId: TinyId): Promise<ModelFiles> {
  return fetchModel({
    expectsGpu: () => Promise.resolve(false),
    modelsUrl: MODELS_URL,
    modelId,
    fetch: serve(readTinyFiles()),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

beforeAll(async () => {
  await tf.setBackend('cpu');
  files = await fetchTiny('tiny');
  inverted = await fetchTiny('tiny-inverted');
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

  it('gives what PyTorch gives, of inverted blocks', async () => {
    const before = tf.memory().numTensors;
    const network = await loadNetwork(inverted);
    const { size, range } = inverted.card.input;
    const input = readGoldenInput().data.map((value) => range[0] + value * (range[1] - range[0]));
    const answer = await predict(network, input, size);
    expect(findLargestDifference(answer, readGoldenOutput('tiny-inverted'))).toBeLessThan(1e-4);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    [
      'blocks, fewer than there are',
      [1, 1, 1, 2, 2],
      [4, 4, 8, 8],
      /^its encoder has 1, 2, 1, 2, 2 /,
    ],
    ['levels', [1, 2, 1, 2], [4, 4, 8, 8], /its card says 1, 2, 1, 2$/],
    ['decoder', [1, 2, 1, 2, 2], [4, 4, 8], /^decoder4_conv2 has 8 filters; its card says none$/],
  ])(
    'refuses a card of inverted blocks that differs in its %s',
    async (_, blocks, widths, detail) => {
      const architecture = { ...inverted.card.architecture, blocks, widths };
      const card = { ...inverted.card, architecture } as ModelFiles['card'];
      await expect(loadNetwork({ ...inverted, card })).rejects.toMatchObject({
        code: 'model-shape',
        detail: expect.stringMatching(detail) as string,
      });
    },
  );

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
