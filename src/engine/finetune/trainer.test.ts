import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { assembleModel } from '@/engine/network/assembleModel';
import { parseCard } from '@/engine/network/card';
import { readTinyFiles } from '@/engine/network/testing/tinyModel';
import { useKernels } from './kernels/useKernels';
import { drawPairs } from './testing/drawPairs';
import { useWasm } from './testing/useWasm';
import { createTrainer } from './trainer';

const SIDE = 32;
const FULL = join(import.meta.dirname, '../../../public/models/full');
const TINY = { kind: 'residual-unet', widths: [4, 8, 8] } as const;
const PAIRS = drawPairs(4, SIDE);

function open(
  scope: 'all' | 'decoder' | 'output-and-last-decoder' = 'all',
  freezeBatchNorm = true,
) {
  const files = readTinyFiles();
  const { weights, weightSpecs } = assembleModel(
    new Map(
      ['model.json', 'weights.bin'].map((name) => [name, files.get(`tiny/${name}`)!] as const),
    ),
  );
  const parent = tf.io.decodeWeights(weights, weightSpecs);
  return createTrainer(parent, TINY, [0, 1], { scope, freezeBatchNorm });
}

// Real steps of training; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });

let restore: () => void;
beforeAll(async () => {
  await useWasm();
  restore = useKernels();
});
afterAll(() => restore());

describe('createTrainer', () => {
  for (const freezeBatchNorm of [true, false]) {
    it(`learns, with ${freezeBatchNorm ? 'frozen' : 'live'} statistics, and leaves no tensor`, async () => {
      const before = tf.memory().numTensors;
      const trainer = open('all', freezeBatchNorm);
      const held = tf.memory().numTensors;
      const losses: number[] = [];
      for (let step = 0; step < 30; step++) losses.push(await trainer.step(PAIRS, 0.01));
      expect(losses.at(-1)!).toBeLessThan(0.5 * losses[0]!);
      expect(tf.memory().numTensors).toBe(held);
      const { loss, probabilities } = await trainer.validate(PAIRS);
      expect(probabilities.map((map) => map.length)).toEqual(PAIRS.map(() => SIDE * SIDE));
      if (freezeBatchNorm) expect(loss).toBeLessThan(losses[0]!);
      trainer.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });
  }

  it('lets the decoder learn where the encoder’s blocks are inverted, and refuses the encoder', async () => {
    const read = (name: string) => new Uint8Array(readFileSync(join(FULL, name)));
    const { architecture, input } = parseCard(
      JSON.parse(readFileSync(join(FULL, 'card.json'), 'utf8')),
    );
    const openFull = (scope: 'all' | 'decoder') => {
      const files = ['model.json', 'weights.bin'].map((name) => [name, read(name)] as const);
      const { weights, weightSpecs } = assembleModel(new Map(files));
      const settings = { scope, freezeBatchNorm: true };
      return createTrainer(
        tf.io.decodeWeights(weights, weightSpecs),
        architecture,
        input.range,
        settings,
      );
    };
    expect(architecture.kind).toBe('inverted-residual-unet');
    const before = tf.memory().numTensors;
    const trainer = openFull('decoder');
    const held = tf.memory().numTensors;
    expect(trainer.learning.entries.some(({ name }) => name.startsWith('encoder'))).toBe(false);
    const losses: number[] = [];
    for (let step = 0; step < 8; step++) losses.push(await trainer.step(PAIRS, 0.003));
    expect(losses.at(-1)!).toBeLessThan(0.8 * losses[0]!);
    expect(tf.memory().numTensors).toBe(held);
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(() => openFull('all')).toThrow('does not train in a browser');
  });

  it('knows what learns by the scope', () => {
    const all = open('all');
    const last = open('output-and-last-decoder');
    expect(last.learning.entries.map(({ name }) => name)).toEqual(
      all.learning.entries
        .map(({ name }) => name)
        .filter((name) => /^(decoder1|output)/.test(name)),
    );
    expect(last.statistics.length).toBe(0);
    const live = open('decoder', false);
    expect(live.statistics.entries.map(({ name }) => name)).toEqual(
      ['decoder2', 'decoder1'].flatMap((block) =>
        ['bn1', 'bn2'].flatMap((bn) =>
          ['moving_mean', 'moving_variance'].map((part) => `${block}_${bn}/${part}`),
        ),
      ),
    );
    for (const trainer of [all, last, live]) trainer.dispose();
  });

  it('goes on from a snapshot to the very same numbers', async () => {
    const straight = open('all', false);
    const losses: number[] = [];
    for (let step = 0; step < 3; step++) losses.push(await straight.step(PAIRS, 0.01));
    const snapshot = await straight.takeSnapshot();
    for (let step = 0; step < 3; step++) losses.push(await straight.step(PAIRS, 0.01));

    const resumed = open('all', false);
    resumed.restore(snapshot);
    const again: number[] = [];
    for (let step = 0; step < 3; step++) again.push(await resumed.step(PAIRS, 0.01));
    expect(again).toEqual(losses.slice(3));
    expect(await resumed.takeSnapshot()).toEqual(await straight.takeSnapshot());
    straight.dispose();
    resumed.dispose();
  });

  it('stops before a loss that is no number harms the weights', async () => {
    const trainer = open();
    await trainer.step(PAIRS, 0.01);
    const snapshot = await trainer.takeSnapshot();
    const before = tf.memory().numTensors;
    trainer.restore({ ...snapshot, weights: snapshot.weights.map((value) => value * 1e30) });
    await expect(trainer.step(PAIRS, 0.01)).rejects.toMatchObject({ code: 'training-diverged' });
    trainer.restore(snapshot);
    expect(tf.memory().numTensors).toBe(before);
    expect(await trainer.takeSnapshot()).toEqual(snapshot);
    trainer.dispose();
  });
});
