import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reply } from '@/core/failure';
import { createEngine } from '@/engine/engine';
import { EngineError } from '@/engine/network/engineError';
import type { OpenBackend, RunningBackend } from '@/engine/network/openBackend';
import {
  findLargestDifference,
  MODELS_URL,
  readGoldenInput,
  readGoldenOutput,
  readTinyFiles,
  serve,
} from '@/engine/network/testing/tinyModel';
import type { EngineApi, StepProgress } from '@/engine/protocol';
import { drawPairs } from './testing/drawPairs';
import { findWorstWeight, readTinyGradients } from './testing/gradientGolden';
import { useWasm } from './testing/useWasm';
import type { PassResult, TrainingOrder } from './types';

/** Backends that are all tfjs's WASM, by other names; each fails when it is told to. */
type TestBackend = RunningBackend & { lose: (reason: string) => void; complaint: string | null };
const NAMES = ['webgpu', 'webgl', 'wasm'] as const;
const SOURCE = { kind: 'shipped', modelsUrl: MODELS_URL, modelId: 'tiny' } as const;
const SIDE = 32;
const ORDER: TrainingOrder = {
  parent: SOURCE,
  settings: {
    scope: 'all',
    freezeBatchNorm: true,
    passes: 6,
    learningRate: 0.01,
    batch: 2,
    resolution: SIDE,
    seed: 3,
    augmentation: { rotations: true, flips: true, zooms: true, colour: true },
    earlyStoppingPatience: null,
  },
  training: drawPairs(6, SIDE),
  validation: drawPairs(3, SIDE, 2),
  previews: ['pair-0', 'pair-2'],
  checkpoint: null,
};

let opened: TestBackend[];
const openBackend: OpenBackend = (_, failed) => {
  const name = NAMES.find((candidate) => !failed.has(candidate));
  if (!name) return Promise.reject(new EngineError('backend-unavailable', 'nothing is left'));
  let lose: (reason: string) => void = () => undefined;
  const lost = new Promise<string>((resolve) => (lose = resolve));
  const backend: TestBackend = {
    report: { name, threads: 1, adapter: '', passedOver: [] },
    lose,
    complaint: null,
    close: () => undefined,
    device: {
      threads: 1,
      lost,
      takeComplaint: () => {
        const { complaint } = backend;
        backend.complaint = null;
        return complaint;
      },
      lose: () => false,
      release: () => undefined,
    },
  };
  opened.push(backend);
  return Promise.resolve(backend);
};

async function startEngine(): Promise<EngineApi> {
  const engine = createEngine({
    openBackend,
    expectsGpu: () => Promise.resolve(false),
    fetch: serve(readTinyFiles()),
    now: () => performance.now(),
  });
  await engine.start({ source: SOURCE, backend: 'auto' }, () => undefined);
  return engine;
}

function take<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`${reply.failure.code}: ${reply.failure.detail}`);
  return reply.value;
}

const ignore = () => undefined;
async function runPass(engine: EngineApi, onStep: (step: StepProgress) => void = ignore) {
  const result = take(await engine.runPass(onStep));
  if (result.status === 'stopped') throw new Error('it was stopped');
  return result;
}
/** Without what time decides. */
const timeless = ({ row, ...rest }: Extract<PassResult, { status: 'done' }>) => ({
  ...rest,
  row: { ...row, seconds: 0 },
});

// Real steps of training; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(useWasm);
beforeEach(() => {
  opened = [];
});

describe('a training', () => {
  it('learns, gives the best pass’s model, and leaves no tensor', async () => {
    const engine = await startEngine();
    const before = (await engine.memory()).tensors;
    const start = take(await engine.openTraining(ORDER));
    expect(start).toMatchObject({ bestPass: 0, stepsPerPass: 3, previews: [{ id: 'pair-0' }, {}] });
    expect(start.trainable).toBeLessThan(start.parameters);
    const told: StepProgress[] = [];
    const results = [await runPass(engine, (step) => void told.push(step))];
    const held = (await engine.memory()).tensors;
    while (results.length < ORDER.settings.passes) results.push(await runPass(engine));
    expect((await engine.memory()).tensors).toBe(held);
    expect(told.map(({ pass, step, steps }) => [pass, step, steps])).toEqual([
      [1, 1, 3],
      [1, 2, 3],
      [1, 3, 3],
    ]);
    expect(results.map(({ shouldStop }) => shouldStop)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
    const dices = results.map(({ row }) => row.validation.dice);
    const { bestPass } = results.at(-1)!;
    expect(Math.max(...dices)).toBeGreaterThan(start.rows[0]!.validation.dice + 0.2);
    expect(dices[bestPass - 1]).toBe(Math.max(...dices));

    const trained = take(await engine.finishTraining());
    expect(trained).toMatchObject({ bestPass, inputSize: { width: SIDE, height: SIDE } });
    const [pair] = ORDER.validation;
    const input = { ...readGoldenInput(), data: Float32Array.from(pair!.image, (b) => b / 255) };
    const after = take(await engine.predictIn('trained', input)).probabilities.data;
    const parent = take(await engine.predictIn('parent', readGoldenInput())).probabilities.data;
    expect(findLargestDifference(parent, readGoldenOutput())).toBeLessThan(1e-5);

    // The same files, run as an own model of a card that lists them.
    const card = {
      ...(JSON.parse(new TextDecoder().decode(readTinyFiles().get('tiny/card.json'))) as object),
      golden: undefined,
      files: trained.files.map(({ name, bytes, sha256 }) => ({
        name,
        bytes: bytes.length,
        sha256,
      })),
    };
    const own = { card, files: trained.files };
    expect(take(await engine.checkModel(own))).toMatchObject({ id: 'tiny' });
    await engine.closeTraining();
    expect((await engine.memory()).tensors).toBe(before);
    await engine.start({ source: { kind: 'own', model: own }, backend: 'auto' }, ignore);
    expect(take(await engine.predict(input)).probabilities.data).toEqual(after);
  });

  it('gives the same losses twice, and from a checkpoint as if it had not been interrupted', async () => {
    const run = async (passes: number, checkpoint: Uint8Array | null) => {
      const engine = await startEngine();
      const start = take(await engine.openTraining({ ...ORDER, checkpoint }));
      const results = [];
      for (let pass = 0; pass < passes; pass++) results.push(timeless(await runPass(engine)));
      const kept = take(await engine.takeCheckpoint());
      const { files } = take(await engine.finishTraining());
      await engine.closeTraining();
      return { start, results, kept, hashes: files.map(({ sha256 }) => sha256) };
    };
    const straight = await run(4, null);
    const first = await run(2, null);
    expect(first.results).toEqual(straight.results.slice(0, 2));
    const second = await run(2, first.kept);
    expect(second.start.rows).toHaveLength(3);
    expect(second.results).toEqual(straight.results.slice(2));
    expect(second.hashes).toEqual(straight.hashes);
  });

  it.each(['frozen', 'live'] as const)(
    'has PyTorch’s loss and gradients, with %s statistics',
    async (kind) => {
      const golden = readTinyGradients();
      const settings = { ...ORDER.settings, freezeBatchNorm: kind === 'frozen' };
      const engine = await startEngine();
      take(await engine.openTraining({ ...ORDER, settings }));
      const found = take(await engine.measureGradients(golden.pairs));
      expect(Math.abs(found.loss / golden[kind].loss - 1)).toBeLessThan(1e-5);
      expect(findWorstWeight(found, golden[kind]).error).toBeLessThan(1e-4);
      await engine.closeTraining();
    },
  );

  it('refuses a checkpoint that is cut short or of another order', async () => {
    const engine = await startEngine();
    take(await engine.openTraining(ORDER));
    const checkpoint = take(await engine.takeCheckpoint());
    const settings = { ...ORDER.settings, seed: 4 };
    for (const [order, detail] of [
      [{ ...ORDER, checkpoint: checkpoint.slice(0, -4) }, /cut short/],
      [{ ...ORDER, checkpoint: checkpoint.slice(0, 2) }, /cut short/],
      [{ ...ORDER, checkpoint: new Uint8Array(100) }, /cannot be read/],
      [{ ...ORDER, checkpoint, settings }, /other settings/],
      [{ ...ORDER, checkpoint, training: ORDER.training.slice(1) }, /other pictures/],
    ] as const) {
      expect(await engine.openTraining(order)).toMatchObject({
        ok: false,
        failure: { code: 'training-order', detail: expect.stringMatching(detail) as string },
      });
    }
  });

  it('refuses an order that cannot be carried out', async () => {
    const engine = await startEngine();
    for (const change of [
      { training: [] },
      { validation: [] },
      { previews: ['nobody'] },
      { training: drawPairs(1, 16) },
      { settings: { ...ORDER.settings, resolution: 30 } },
      { settings: { ...ORDER.settings, learningRate: NaN } },
    ]) {
      expect(await engine.openTraining({ ...ORDER, ...change })).toMatchObject({
        ok: false,
        failure: { code: 'training-order' },
      });
    }
    expect(await engine.runPass(ignore)).toMatchObject({
      failure: { code: 'training-order', detail: 'no training is open' },
    });
  });

  it('estimates and forgets what the estimate learned', async () => {
    const engine = await startEngine();
    take(await engine.openTraining(ORDER));
    const before = take(await engine.takeCheckpoint());
    const estimate = take(await engine.estimateTraining());
    expect(estimate.secondsPerPass).toBeGreaterThan(3 * estimate.secondsPerStep);
    expect(estimate.bytes).toBeGreaterThan(100_000);
    expect(take(await engine.takeCheckpoint())).toEqual(before);
    const { row } = await runPass(engine);
    take(await engine.openTraining(ORDER));
    expect(timeless(await runPass(engine)).row).toEqual({ ...row, seconds: 0 });
  });

  it('pauses, lets the old model predict, goes on and stops', async () => {
    const engine = await startEngine();
    take(await engine.openTraining(ORDER));
    const before = take(await engine.takeCheckpoint());
    const steps: StepProgress[] = [];
    const passing = engine.runPass((step) => {
      steps.push(step);
      if (steps.length === 1) void engine.pausePass();
    });
    await expect.poll(() => steps.at(-1)?.isPaused).toBe(true);
    expect(await engine.runPass(ignore)).toMatchObject({
      failure: { code: 'training-order', detail: 'a pass is under way' },
    });
    const { probabilities } = take(await engine.predict(readGoldenInput()));
    expect(findLargestDifference(probabilities.data, readGoldenOutput())).toBeLessThan(1e-5);
    expect(steps.at(-1)).toMatchObject({ step: 1, isPaused: true });
    await engine.goOn();
    await expect.poll(() => steps.length).toBeGreaterThan(2);
    await engine.stopPass();
    expect(take(await passing).status).toMatch(/stopped|done/);
    const paused = engine.runPass((step) => {
      if (!step.isPaused) void engine.pausePass();
      else void engine.stopPass();
    });
    if (take(await paused).status === 'stopped' && steps.length < 5) {
      expect(take(await engine.takeCheckpoint())).toEqual(before);
    }
    await engine.closeTraining();
  });

  it('stops early once validation does not improve', async () => {
    const engine = await startEngine();
    const settings = { ...ORDER.settings, learningRate: 1e-9, earlyStoppingPatience: 2, passes: 9 };
    take(await engine.openTraining({ ...ORDER, settings }));
    const stops = [];
    for (let pass = 0; pass < 2; pass++) {
      const { bestPass, row, shouldStop } = await runPass(engine);
      stops.push(shouldStop === row.pass - bestPass >= 2);
    }
    expect(stops).toEqual([true, true]);
  });

  it('goes on from the last pass on the next backend when the device is lost', async () => {
    const calm = await startEngine();
    take(await calm.openTraining(ORDER));
    const expected = [timeless(await runPass(calm)), timeless(await runPass(calm))];
    await calm.closeTraining();

    opened = [];
    const engine = await startEngine();
    take(await engine.openTraining(ORDER));
    expect(timeless(await runPass(engine))).toEqual(expected[0]);
    const second = await runPass(engine, ({ step }) => {
      if (step === 2 && opened.length === 1) opened[0]!.lose('the graphics card stopped answering');
    });
    expect(second.fellBack).toEqual({
      from: 'webgpu',
      reason: 'the graphics card stopped answering',
    });
    expect(second.row.backend).toBe('webgl');
    expect(second.row.validation).toEqual(expected[1]!.row.validation);
    expect(second.row.trainingLoss).toBe(expected[1]!.row.trainingLoss);
    await engine.closeTraining();
  });

  it('refuses what does not fit the backend that it fell back to', async () => {
    const engine = await startEngine();
    take(await engine.openTraining({ ...ORDER, settings: { ...ORDER.settings, batch: 1e6 } }));
    const reply = await engine.runPass(() =>
      opened[0]!.lose('the graphics card stopped answering'),
    );
    expect(reply).toMatchObject({ ok: false, failure: { code: 'training-memory' } });
    expect(opened).toHaveLength(2);
    await engine.closeTraining();
  });

  it('keeps a pause that was asked for between two passes', async () => {
    const engine = await startEngine();
    take(await engine.openTraining(ORDER));
    await runPass(engine);
    await engine.pausePass();
    const steps: StepProgress[] = [];
    const passing = engine.runPass((step) => void steps.push(step));
    await expect.poll(() => steps.at(-1)).toMatchObject({ step: 0, isPaused: true });
    await engine.stopPass();
    expect(take(await passing).status).toBe('stopped');
    expect(await runPass(engine)).toMatchObject({ row: { pass: 2 } });
    await engine.closeTraining();
  });

  it('ends an estimate when the training is closed, and leaves no tensor', async () => {
    const engine = await startEngine();
    const before = (await engine.memory()).tensors;
    take(await engine.openTraining(ORDER));
    const estimating = engine.estimateTraining();
    await engine.closeTraining();
    expect(await estimating).toMatchObject({ failure: { code: 'training-order' } });
    expect((await engine.memory()).tensors).toBe(before);
  });

  it('halves the batch once when memory is not enough, then stops with a failure', async () => {
    const engine = await startEngine();
    take(await engine.openTraining(ORDER));
    let failures = 0;
    const result = await runPass(engine, () => {
      if (failures++ === 0) opened.at(-1)!.complaint = 'out of memory';
    });
    expect(result.row).toMatchObject({ batch: 1, steps: 6, backend: 'webgpu' });
    const reply = await engine.runPass(() => {
      opened.at(-1)!.complaint = 'out of memory';
    });
    expect(reply).toMatchObject({ ok: false, failure: { code: 'training-memory' } });
    expect(take(await engine.finishTraining()).rows).toHaveLength(2);
    await engine.closeTraining();
  });

  it('stops when the loss becomes no number, and keeps the best', async () => {
    const engine = await startEngine();
    take(await engine.openTraining(ORDER));
    await runPass(engine);
    const checkpoint = take(await engine.takeCheckpoint());
    const headerBytes = new DataView(checkpoint.buffer).getUint32(0, true);
    const absurd = new Float32Array(100).fill(1e30);
    checkpoint.set(new Uint8Array(absurd.buffer), 4 + headerBytes);
    const { bestPass } = take(await engine.openTraining({ ...ORDER, checkpoint }));
    const before = tf.memory().numTensors;
    expect(await engine.runPass(ignore)).toMatchObject({
      ok: false,
      failure: { code: 'training-diverged' },
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(take(await engine.finishTraining())).toMatchObject({ bestPass });
    await engine.closeTraining();
  });
});
