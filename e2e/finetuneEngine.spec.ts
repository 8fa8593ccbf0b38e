/**
 * Training in the built engine, on each real backend of this browser: the gradients of all weights against PyTorch, a
 * few passes that leave nothing behind, and the same losses from the same seed. Tiny, because the GPUs run in software.
 */
import { drawPairs } from '../src/engine/finetune/testing/drawPairs';
import {
  drawPair,
  findWorstWeight,
  measureErrors,
  PARITY,
  readTinyGradients,
} from '../src/engine/finetune/testing/gradientGolden';
import type { Gradients, TrainingOrder } from '../src/engine/protocol';
import { EngineBench } from './engine/EngineBench';
import { expect, test } from './fixtures';

const SIDE = 32;
const ORDER: Omit<TrainingOrder, 'parent'> = {
  settings: {
    scope: 'all',
    freezeBatchNorm: true,
    passes: 3,
    learningRate: 0.01,
    batch: 2,
    resolution: SIDE,
    seed: 5,
    augmentation: { rotations: true, flips: true, zooms: true, colour: true },
    earlyStoppingPatience: null,
  },
  training: drawPairs(2, SIDE),
  validation: drawPairs(1, SIDE, 2),
  previews: [],
  checkpoint: null,
};
/** WebGL rounds more: where that turns a ReLU of so small a picture over, values are off by more than PARITY: so many, */
const TURNED_SHARE = 1e-3;
/** and by so much at most; a wrong gradient is off by its own size. */
const TURNED_OVER = 1e-2;

test.use({ browserArgs: ['--enable-unsafe-webgpu'] });

for (const backend of ['wasm', 'webgl', 'webgpu', 'cpu'] as const) {
  test(`on ${backend} the gradients are PyTorch’s, training repeats itself, interrupted too, and leaves no tensor`, async ({
    page,
  }) => {
    test.slow(backend === 'webgpu', 'a GPU in software compiles the shaders of training for 20 s');
    const bench = await EngineBench.open(page);
    expect(await bench.start('fixtures', 'tiny', backend)).toMatchObject({
      status: 'ready',
      backend: { name: backend, passedOver: [] },
    });
    const golden = readTinyGradients();
    for (const kind of backend === 'wasm' ? (['frozen', 'live'] as const) : (['frozen'] as const)) {
      const settings = { ...ORDER.settings, freezeBatchNorm: kind === 'frozen' };
      const order = { ...ORDER, settings, training: golden.pairs };
      const found = await bench.measureGradients(order);
      expect(Math.abs(found.loss / golden[kind].loss - 1)).toBeLessThan(PARITY);
      expect(findWorstWeight(found, golden[kind]).error).toBeLessThan(PARITY);
    }

    const { tensors } = await bench.countMemory();
    const first = await bench.train(ORDER, 3);
    expect(new Set(first.tensors).size).toBe(1);
    expect(first.after).toBe(tensors);
    expect(first.rows.map((row) => row.backend)).toEqual([backend, backend, backend]);
    expect(first.rows[2]!.trainingLoss).not.toBe(first.rows[0]!.trainingLoss);
    const second = await bench.train(ORDER, 3, 2);
    expect(second.rows).toEqual(first.rows);
  });
}

test('the gradients of all of light are the same on WebGL and WebGPU as on WASM', async ({
  page,
}) => {
  test.slow(true, 'the GPUs run in software, where the shaders of training compile for 20 s');
  const order = {
    ...ORDER,
    settings: { ...ORDER.settings, batch: 1, resolution: 64 },
    training: [drawPair(1, 64)],
    validation: drawPairs(1, 64, 2),
  };
  const found: Gradients[] = [];
  for (const backend of ['wasm', 'webgl', 'webgpu'] as const) {
    const bench = await EngineBench.open(page);
    expect(await bench.start('shipped', 'light', backend)).toMatchObject({
      status: 'ready',
      backend: { name: backend, passedOver: [] },
    });
    found.push(await bench.measureGradients(order));
  }
  const [wasm, webgl, webgpu] = found; // training/tests/test_page_gradients.py holds WASM to PyTorch
  for (const other of [webgl, webgpu])
    expect(Math.abs(other!.loss / wasm!.loss - 1)).toBeLessThan(PARITY);
  expect(findWorstWeight(webgpu!, wasm!).error).toBeLessThan(PARITY);
  expect(findWorstWeight(webgl!, wasm!).error).toBeLessThan(TURNED_OVER);
  const count = measureErrors(webgl!, wasm!).reduce((sum, one) => sum + one.count, 0);
  expect(count / wasm!.values.length).toBeLessThan(TURNED_SHARE);
});

test('a training that WASM could not hold is refused before it starts, with advice', async ({
  page,
}) => {
  const bench = await EngineBench.open(page);
  await bench.start('fixtures', 'tiny', 'wasm');
  const settings = { ...ORDER.settings, batch: 20_000 };
  const reply = await bench.estimate({ ...ORDER, settings });
  expect(reply).toMatchObject({
    ok: false,
    failure: {
      code: 'training-memory',
      detail: expect.stringMatching(/a step takes about .+ GB.+; try 10000 pictures a step/),
    },
  });
});
