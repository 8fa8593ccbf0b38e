/**
 * Training steps of `light`, Lentigo's and plain TensorFlow.js's, in turns in one worker on one backend.
 *
 * Plain: the LayersModel that tfjs loads, its tape, its Adam. tfjs's WASM has no weight gradient; there the second plain
 * contender gets Lentigo's for it, and nothing else.
 */
import * as tf from '@tensorflow/tfjs';
import * as Comlink from 'comlink';
import { filterGradientWasm } from '@/engine/finetune/kernels/filterGradientWasm';
import { useKernels } from '@/engine/finetune/kernels/useKernels';
import { replaceKernel } from '@/engine/network/replaceKernel';
import { lossAndGradient } from '@/engine/finetune/loss';
import { createTrainer, type Trainer } from '@/engine/finetune/trainer';
import { openWebGl, openWebGpu } from '@/engine/network/device';
import { startWasm } from '@/engine/network/wasmThreads';
import { countThreads } from './contender';
import type { TrainBench, TrainJob, TrainResult, Trainers } from './trainBench';

const RATE = 1e-4;
/** Passed, because tfjs's WebGL reports another. */
const EPSILON = 1e-7;

const bench: TrainBench = {
  async measure({ backend, side, batch, rounds, names }, onFirst) {
    const runsOn = await start(backend);
    const ready: { name: Trainers; step: () => Promise<void>; times: number[] }[] = [];
    const results: TrainResult[] = [];
    for (const name of names) {
      try {
        const step =
          name === 'lentigo' ? await openOurs(side, batch) : await openPlain(name, side, batch);
        const started = performance.now();
        await step();
        results.push({ name, runsOn, firstMs: performance.now() - started, stepsMs: [] });
        ready.push({ name, step, times: [] });
      } catch (error) {
        results.push({ name, runsOn, error: String(error) });
      }
      onFirst(results.at(-1)!);
    }
    for (let round = 0; round < rounds; round++) {
      for (const { step, times } of ready) {
        const started = performance.now();
        await step();
        times.push(performance.now() - started);
      }
    }
    return results.map((result) => ({
      ...result,
      stepsMs: ready.find(({ name }) => name === result.name)?.times ?? [],
    }));
  },
};

async function start(backend: TrainJob['backend']): Promise<string> {
  if (backend === 'wasm') return `wasm, ${countThreads(await startWasm(self.crossOriginIsolated))}`;
  await (backend === 'webgpu' ? openWebGpu() : openWebGl());
  return backend;
}

async function loadModel(): Promise<tf.LayersModel> {
  return tf.loadLayersModel('/models/light/model.json');
}

/** A step reads its loss, as a trainer has to. */
async function openOurs(side: number, batch: number): Promise<() => Promise<void>> {
  const model = await loadModel();
  const parent: tf.NamedTensorMap = {};
  for (const layer of model.layers) {
    for (const weight of layer.weights) {
      parent[`${layer.name}/${weight.originalName.split('/').at(-1)!}`] = weight.read().clone();
    }
  }
  model.dispose();
  const widths = Object.entries(parent)
    .filter(([name]) => /^encoder\d+_conv1\/kernel$/.test(name))
    .map(([, kernel]) => kernel.shape[3]!);
  const settings = { scope: 'all', freezeBatchNorm: true } as const;
  const trainer: Trainer = createTrainer(
    parent,
    { kind: 'residual-unet', widths },
    [0, 1],
    settings,
  );
  const pair = {
    side,
    image: Uint8Array.from({ length: side * side * 3 }, (_, i) => (i * 37) % 256),
    truth: Uint8Array.from({ length: side * side }, (_, i) => (i * 53) % 256),
  };
  const pairs = Array.from({ length: batch }, () => pair);
  return async () => {
    const restore = useKernels();
    try {
      await trainer.step(pairs, RATE);
    } finally {
      restore();
    }
  };
}

async function openPlain(
  name: Trainers,
  side: number,
  batch: number,
): Promise<() => Promise<void>> {
  const loaded = await loadModel();
  // The same layers at another size; its weights are read as it loads.
  const config = loaded.toJSON(null, false) as unknown as PlainJson;
  for (const layer of config.config.layers) {
    if (layer.class_name === 'InputLayer') {
      layer.config.batch_input_shape = [null, side, side, 3];
    }
  }
  const model = await tf.models.modelFromJSON({ modelTopology: config } as never);
  model.setWeights(loaded.getWeights());
  loaded.dispose();
  const optimiser = tf.train.adam(RATE, 0.9, 0.999, EPSILON);
  const pictures = tf.randomUniform<tf.Rank.R4>([batch, side, side, 3]);
  const truths = tf.randomUniform<tf.Rank.R4>([batch, side, side, 1]);
  return async () => {
    const restore = name === 'tfjs-patched' ? replaceKernel(filterGradientWasm) : () => undefined;
    try {
      const loss = optimiser.minimize(() => {
        // The batch normalisations run by their own statistics, as ours do.
        const probabilities = (
          model.apply(pictures, { training: false }) as tf.Tensor4D
        ).clipByValue(1e-6, 1 - 1e-6);
        const logits = probabilities.div<tf.Tensor4D>(tf.sub(1, probabilities)).log<tf.Tensor4D>();
        return lossAndGradient(logits, truths).loss;
      }, true)!;
      await loss.data();
      loss.dispose();
    } finally {
      restore();
    }
  };
}

type PlainJson = {
  config: { layers: { class_name: string; config: Record<string, unknown> }[] };
};

Comlink.expose(bench);
