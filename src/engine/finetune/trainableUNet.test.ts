import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { buildResidualUNet } from '@/engine/network/testing/residualUNet';
import { useProcessor } from '@/engine/network/testing/tinyModel';
import { lossAndGradient } from './loss';
import { learns, planUNet, runBackward, runForward } from './trainableUNet';

const WIDTHS = [3, 4, 5];
const SIDE = 8;

/** Weights by name, off their initial zeros and ones, of a network with the page's layers. */
function drawWeights(): Map<string, tf.Tensor> {
  const model = buildResidualUNet(WIDTHS, { width: SIDE, height: SIDE });
  const weights = new Map<string, tf.Tensor>();
  for (const layer of model.layers) {
    for (const [index, weight] of layer.weights.entries()) {
      const name = `${layer.name}/${weight.originalName.split('/').at(-1)!}`;
      const isScale = /gamma|variance/.test(name);
      weights.set(
        name,
        tf.tidy(() =>
          tf
            .randomUniform(weight.shape as number[], -0.5, 0.5, 'float32', weights.size + index)
            .add(isScale ? 1 : 0),
        ),
      );
    }
  }
  model.dispose();
  return weights;
}

/** One picture: tfjs's own gradient of up-sampling on the processor is wrong for more (4.22 mixes up two strides). */
function drawBatch(): { x: tf.Tensor4D; truth: tf.Tensor4D } {
  return {
    x: tf.randomUniform([1, SIDE, SIDE, 3], 0, 1, 'float32', 7),
    truth: tf.randomUniform([1, SIDE, SIDE, 1], 0, 1, 'float32', 8),
  };
}

// Real steps of training; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(useProcessor);

describe('runBackward', () => {
  for (const scope of ['all', 'decoder', 'output-and-last-decoder'] as const) {
    for (const freezesBatchNorm of [true, false]) {
      it(`gives tfjs’s own gradients: ${scope}, ${freezesBatchNorm ? 'frozen' : 'live'} statistics`, () => {
        const weights = drawWeights();
        const plan = planUNet({ kind: 'residual-unet', widths: WIDTHS }, scope, freezesBatchNorm);
        const names = [...weights.keys()].filter((name) => learns(plan, name));
        const { x, truth } = drawBatch();
        const before = tf.memory().numTensors;
        tf.tidy(() => {
          const get = (name: string) => weights.get(name)!;
          const { logits, trace } = runForward(x, plan, get);
          const { loss, dLogits } = lossAndGradient(logits, truth);
          const gradients = runBackward(dLogits, trace, plan, get);
          expect(Object.keys(gradients).sort()).toEqual([...names].sort());

          const lossOf = (...learning: tf.Tensor[]) => {
            const swapped = new Map([
              ...weights,
              ...names.map((n, i) => [n, learning[i]!] as const),
            ]);
            const forward = runForward(x, plan, (name) => swapped.get(name)!);
            return lossAndGradient(forward.logits, truth).loss;
          };
          const { value, grads } = tf.valueAndGrads(lossOf)(
            names.map((name) => weights.get(name)!),
          );
          expect(loss.arraySync()).toBeCloseTo(value.arraySync(), 5);
          for (const [index, name] of names.entries()) {
            const expected = grads[index]!;
            const off = tf.max(tf.abs(expected.sub(gradients[name]!))).arraySync() as number;
            const most = tf.max(tf.abs(expected)).arraySync() as number;
            // A bias before a normalisation by the batch has no effect: both are 0 but for rounding.
            expect(off, name).toBeLessThanOrEqual(1e-5 * most + 1e-7);
          }
        });
        expect(tf.memory().numTensors).toBe(before);
        tf.dispose([x, truth, ...weights.values()]);
      });
    }
  }
});
