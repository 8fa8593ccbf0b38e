/**
 * A network that learns, on the running backend: steps, validation, and its whole state as plain numbers.
 *
 * Owns its tensors until dispose. Knows nothing of passes, of what is drawn, or of how a backend may fail.
 */
import * as tf from '@tensorflow/tfjs';
import type { PixelPair } from '@/core/dataset/types';
import type { Architecture } from '@/engine/network/card';
import { EngineError } from '@/engine/network/engineError';
import { foldInvertedEncoder } from '@/engine/network/invertedEncoder';
import { type AdamState, stepAdam } from './adam';
import { lossAndGradient } from './loss';
import { listStatistics } from './trainableBlock';
import { learns, planUNet, runBackward, runForward, type UNetPlan } from './trainableUNet';
import type { Gradients, TrainSettings } from './types';
import { type Layout, pack, toLayout, unpack } from './vector';

/** Share of the running statistics that a step keeps; Keras's default, with which the network was trained. */
const STATISTICS_KEPT = 0.99;

/** All that changes, as numbers. Lengths are those of the trainer's layouts. */
export type Snapshot = {
  /** Steps done since the beginning. */
  readonly steps: number;
  readonly weights: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;
  /** Running means and variances that learn; empty while they are frozen. */
  readonly statistics: Float32Array;
};

export type Trainer = {
  readonly learning: Layout;
  readonly statistics: Layout;
  /** One step; returns the loss before it. Throws 'training-diverged' before the weights are harmed. */
  step(pairs: readonly PixelPair[], rate: number): Promise<number>;
  /** Mean loss of the pairs and each one's probabilities (side × side), as inference gives them. */
  validate(pairs: readonly PixelPair[]): Promise<{ loss: number; probabilities: Float32Array[] }>;
  /** Most bytes that the way there and back holds at once, beside what is always held. */
  measurePeak(pairs: readonly PixelPair[]): Promise<number>;
  /** Loss and gradients of one batch; nothing is learned. For tests. */
  gradients(pairs: readonly PixelPair[]): Promise<Gradients>;
  takeSnapshot(): Promise<Snapshot>;
  restore(snapshot: Snapshot): void;
  dispose(): void;
};

/** `parent` are all weights by name, taken over. `range` is what bytes 0 and 255 become. */
export function createTrainer(
  parent: tf.NamedTensorMap,
  architecture: Architecture,
  range: readonly [number, number],
  settings: Pick<TrainSettings, 'scope' | 'freezeBatchNorm'>,
): Trainer {
  const plan = planUNet(architecture, settings.scope, settings.freezeBatchNorm);
  const inference: UNetPlan = { ...plan, learning: new Set(), freezesBatchNorm: true };
  const names = Object.keys(parent);
  const shapeOf = (name: string) => parent[name]!.shape;
  const learning = toLayout(
    names.filter((name) => learns(plan, name)),
    shapeOf,
  );
  const statistics = toLayout(
    names.filter((name) => !settings.freezeBatchNorm && isLearningStatistic(plan, name)),
    shapeOf,
  );
  const moving = new Set([...learning.entries, ...statistics.entries].map(({ name }) => name));
  const inverted =
    architecture.kind === 'inverted-residual-unet'
      ? foldInvertedEncoder((name) => parent[name]!, architecture.blocks)
      : null;
  const frozen = new Map(Object.entries(parent).filter(([name]) => !moving.has(name)));
  for (const [name, weight] of frozen) {
    if (!inverted || !name.startsWith('encoder')) continue;
    weight.dispose(); // folded, it is there a second time
    frozen.delete(name);
  }
  let steps = 0;
  let state: AdamState = tf.tidy(() => ({
    weights: pack(parent, learning),
    mean: tf.zeros<tf.Rank.R1>([learning.length]),
    square: tf.zeros<tf.Rank.R1>([learning.length]),
  }));
  let running = tf.tidy(() => pack(parent, statistics));
  for (const name of moving) parent[name]!.dispose();

  function toGet(): (name: string) => tf.Tensor {
    const now = new Map([
      ...frozen,
      ...unpack(state.weights, learning),
      ...unpack(running, statistics),
    ]);
    return (name) => now.get(name)!;
  }

  async function step(pairs: readonly PixelPair[], rate: number): Promise<number> {
    const made = tf.tidy(() => {
      const get = toGet();
      const { pictures, truths } = toTensors(pairs, range);
      const { logits, trace } = runForward(pictures, plan, get, inverted);
      const { loss, dLogits } = lossAndGradient(logits, truths);
      const gradient = pack(runBackward(dLogits, trace, plan, get), learning);
      const { next, norm } = stepAdam(state, gradient, steps + 1, rate);
      const seen: tf.NamedTensorMap = {};
      for (const [name, block] of trace.blocks) Object.assign(seen, listStatistics(name, block));
      const nextRunning =
        statistics.length === 0
          ? running.clone()
          : running
              .mul(STATISTICS_KEPT)
              .add<tf.Tensor1D>(pack(seen, statistics).mul(1 - STATISTICS_KEPT));
      return { next, nextRunning, told: tf.stack([loss, norm]) };
    });
    const { next, nextRunning, told } = made;
    try {
      const [loss, norm] = (await told.data()) as unknown as [number, number];
      if (!Number.isFinite(loss) || !Number.isFinite(norm)) {
        throw new EngineError(
          'training-diverged',
          `in step ${steps + 1} the loss became ${loss}, its gradient ${norm}`,
        );
      }
      swap(next, nextRunning);
      steps++;
      return loss;
    } catch (error) {
      tf.dispose([{ ...next }, nextRunning]);
      throw error;
    } finally {
      told.dispose();
    }
  }

  function swap(next: AdamState, nextRunning: tf.Tensor1D): void {
    tf.dispose([{ ...state }, running]);
    state = next;
    running = nextRunning;
  }

  async function validate(pairs: readonly PixelPair[]) {
    const [loss, probabilities] = tf.tidy(() => {
      const { pictures, truths } = toTensors(pairs, range);
      const { logits } = runForward(pictures, inference, toGet(), inverted);
      return [lossAndGradient(logits, truths).loss, tf.sigmoid(logits)] as const;
    });
    try {
      const values = (await probabilities.data()) as Float32Array;
      const count = values.length / pairs.length;
      return {
        loss: (await loss.data())[0]!,
        probabilities: pairs.map((_, index) => values.slice(index * count, (index + 1) * count)),
      };
    } finally {
      tf.dispose([loss, probabilities]);
    }
  }

  async function measurePeak(pairs: readonly PixelPair[]): Promise<number> {
    const before = tf.memory().numBytes;
    const { peakBytes } = await tf.profile(() =>
      tf.tidy(() => {
        const get = toGet();
        const { pictures, truths } = toTensors(pairs, range);
        const { logits, trace } = runForward(pictures, plan, get, inverted);
        runBackward(lossAndGradient(logits, truths).dLogits, trace, plan, get);
        return tf.scalar(0);
      }),
    );
    return peakBytes - before;
  }

  async function gradients(pairs: readonly PixelPair[]): Promise<Gradients> {
    const [loss, gradient] = tf.tidy(() => {
      const get = toGet();
      const { pictures, truths } = toTensors(pairs, range);
      const { logits, trace } = runForward(pictures, plan, get, inverted);
      const told = lossAndGradient(logits, truths);
      return [told.loss, pack(runBackward(told.dLogits, trace, plan, get), learning)] as const;
    });
    try {
      return {
        loss: (await loss.data())[0]!,
        weights: learning.entries.map(({ name }, index) => [name, learning.sizes[index]!] as const),
        values: Float32Array.from(await gradient.data()),
      };
    } finally {
      tf.dispose([loss, gradient]);
    }
  }

  async function takeSnapshot(): Promise<Snapshot> {
    const read = async (tensor: tf.Tensor) => Float32Array.from(await tensor.data());
    return {
      steps,
      weights: await read(state.weights),
      mean: await read(state.mean),
      square: await read(state.square),
      statistics: await read(running),
    };
  }

  function restore(snapshot: Snapshot): void {
    swap(
      {
        weights: tf.tensor1d(snapshot.weights),
        mean: tf.tensor1d(snapshot.mean),
        square: tf.tensor1d(snapshot.square),
      },
      tf.tensor1d(snapshot.statistics),
    );
    steps = snapshot.steps;
  }

  return {
    learning,
    statistics,
    step,
    validate,
    measurePeak,
    gradients,
    takeSnapshot,
    restore,
    dispose: () => {
      inverted?.dispose();
      tf.dispose([...frozen.values(), { ...state }, running]);
    },
  };
}

function isLearningStatistic(plan: UNetPlan, name: string): boolean {
  const [block] = name.split('_');
  return name.includes('/moving_') && plan.learning.has(block!);
}

/** Bytes to [pairs, side, side, 3] in the model's range, and truths 0..1 [pairs, side, side, 1]. */
function toTensors(
  pairs: readonly PixelPair[],
  [low, high]: readonly [number, number],
): { pictures: tf.Tensor4D; truths: tf.Tensor4D } {
  const { side } = pairs[0]!;
  const area = side * side;
  const pictures = new Float32Array(pairs.length * area * 3);
  const truths = new Float32Array(pairs.length * area);
  for (const [index, { image, truth }] of pairs.entries()) {
    const scale = (high - low) / 255;
    for (let i = 0; i < area * 3; i++) pictures[index * area * 3 + i] = low + image[i]! * scale;
    for (let i = 0; i < area; i++) truths[index * area + i] = truth[i]! / 255;
  }
  return {
    pictures: tf.tensor4d(pictures, [pairs.length, side, side, 3]),
    truths: tf.tensor4d(truths, [pairs.length, side, side, 1]),
  };
}
