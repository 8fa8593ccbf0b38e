/**
 * A residual U-Net made ready for training: forwards to logits, and backwards through what learns and no further.
 *
 * In: weights by the names that are on disk. Out: gradients by the same names. Owns nothing; every call is to stand in
 * a tidy of its caller.
 *
 * What is frozen runs forwards for every view, and its features are not kept: of `light` at 256 px they would take 8 MB
 * a view while the decoder learns, 6 MB while its last block does, and show the network the same few views in every
 * pass, where now each is new. An encoder of inverted blocks is frozen always. The twins are network/testing/residualUNet.ts and
 * training/lentigo_training/network.py.
 */
import * as tf from '@tensorflow/tfjs';
import type { Architecture } from '@/engine/network/card';
import { EngineError } from '@/engine/network/engineError';
import { listDecoder, upSample } from '@/engine/network/foldedUNet';
import type { InvertedEncoder } from '@/engine/network/invertedEncoder';
import type { GetWeight } from '@/engine/network/layerWeights';
import { convolve, filterGradient, inputGradient, sumOverPositions, upSampleGradient } from './ops';
import { type BlockPlan, type BlockTrace, runBlock, runBlockBack } from './trainableBlock';
import type { TrainScope } from './types';

export type UNetPlan = {
  /** Empty where it has inverted blocks. */
  readonly encoder: readonly BlockPlan[];
  /** From the bridge up: decoder5, decoder4 … decoder1. */
  readonly decoder: readonly BlockPlan[];
  /** Names of the blocks that learn; the output always does. */
  readonly learning: ReadonlySet<string>;
  /** The running statistics normalise everywhere; else the batch's own do in what learns. */
  readonly freezesBatchNorm: boolean;
};

/** What the way back needs of the way there. */
export type Trace = {
  /** Of the blocks that learn. */
  readonly blocks: ReadonlyMap<string, BlockTrace>;
  /** The output's input. */
  readonly last: tf.Tensor4D;
};

/** Throws 'training-order' where the scope asks for what cannot learn. */
export function planUNet(
  architecture: Architecture,
  scope: TrainScope,
  freezesBatchNorm: boolean,
): UNetPlan {
  const isInverted = architecture.kind === 'inverted-residual-unet';
  if (isInverted && scope === 'all') {
    throw new EngineError(
      'training-order',
      'the encoder of this network does not train in a browser; choose “the decoder”',
    );
  }
  const encoder = (isInverted ? [] : architecture.widths).map((_, index) => ({
    name: `encoder${index + 1}`,
    stride: index === 0 ? (1 as const) : (2 as const),
    activatesInput: index > 0,
  }));
  const decoder = listDecoder(architecture).map((name) => ({
    name,
    stride: 1 as const,
    activatesInput: true,
  }));
  const names = (blocks: readonly BlockPlan[]) => blocks.map(({ name }) => name);
  const learning = {
    'output-and-last-decoder': ['decoder1'],
    decoder: names(decoder),
    all: [...names(encoder), ...names(decoder)],
  }[scope];
  return { encoder, decoder, learning: new Set(learning), freezesBatchNorm };
}

/** Whether the weight of this name ('encoder1_conv1/kernel') learns by gradient. */
export function learns(plan: UNetPlan, name: string): boolean {
  if (name.includes('/moving_')) return false;
  const [block] = name.split(/[_/]/);
  return block === 'output' || plan.learning.has(block!);
}

/**
 * pictures [batch, height, width, 3] in the model's range → logits [batch, height, width, 1]. `inverted` is the encoder
 * where it is of that kind; level 1 is at half the side then.
 */
export function runForward(
  pictures: tf.Tensor4D,
  plan: UNetPlan,
  get: GetWeight,
  inverted: InvertedEncoder | null = null,
): { logits: tf.Tensor4D; trace: Trace } {
  const blocks = new Map<string, BlockTrace>();
  const run = (x: tf.Tensor4D, block: BlockPlan): tf.Tensor4D => {
    if (!plan.learning.has(block.name)) {
      return tf.tidy(() => runBlock(x, block, get, true).output);
    }
    const { output, trace } = tidyAll(() => runBlock(x, block, get, plan.freezesBatchNorm));
    blocks.set(block.name, trace);
    return output;
  };
  const skips: tf.Tensor4D[] = inverted ? inverted.run(pictures) : [];
  let x = pictures;
  for (const block of plan.encoder) {
    x = run(x, block);
    skips.push(x);
  }
  x = skips.pop()!;
  for (const block of plan.decoder) {
    const below = x;
    x = run(
      tf.tidy(() => tf.concat([upSample(below), skips.pop()!], 3)),
      block,
    );
  }
  const last = inverted ? upSample(x) : x;
  const logits = convolve(
    last,
    get('output/kernel') as tf.Tensor4D,
    get('output/bias') as tf.Tensor1D,
    1,
  );
  return { logits, trace: { blocks, last } };
}

/** The gradient of every weight that learns, from that of the logits. */
export function runBackward(
  dLogits: tf.Tensor4D,
  { blocks, last }: Trace,
  plan: UNetPlan,
  get: GetWeight,
): tf.NamedTensorMap {
  const kernel = get('output/kernel') as tf.Tensor4D;
  const all: tf.NamedTensorMap = {
    'output/kernel': filterGradient(last, dLogits, kernel.shape, 1),
    'output/bias': sumOverPositions(dLogits),
  };
  let dOutput = inputGradient(dLogits, kernel, last.shape, 1);
  if (plan.encoder.length === 0) dOutput = upSampleGradient(dOutput);
  /** For the encoders' outputs, from the decoders that took them; the deepest comes last. */
  const dSkips: tf.Tensor4D[] = [];
  const wayBack = [...plan.encoder, ...plan.decoder].reverse();
  for (const [index, block] of wayBack.entries()) {
    const trace = blocks.get(block.name);
    if (!trace) break;
    const next = wayBack[index + 1];
    const wantsInput = next !== undefined && plan.learning.has(next.name);
    const dy = dOutput;
    const { gradients, dInput } = tidyAll(() => runBlockBack(dy, trace, block, get, wantsInput));
    dy.dispose();
    Object.assign(all, gradients);
    if (!dInput || !next) break;
    if (index < plan.decoder.length) {
      const channels = (get(`${next.name}_conv2/kernel`) as tf.Tensor4D).shape[3];
      const [dBelow, dSkip] = tidyAll(() => splitConcat(dInput, channels));
      dSkips.push(dSkip);
      dOutput = dBelow;
    } else {
      // The output of an encoder went to the next one and to a decoder.
      const dSkip = dSkips.pop()!;
      dOutput = dInput.add(dSkip);
      dSkip.dispose();
    }
    dInput.dispose();
  }
  return all;
}

/** The way back through up-sampling and concatenation: what came from below has the first `channels`. */
function splitConcat(dx: tf.Tensor4D, channels: number): [below: tf.Tensor4D, skip: tf.Tensor4D] {
  const [dUp, dSkip] = tf.split(dx, [channels, dx.shape[3] - channels], 3);
  return [upSampleGradient(dUp as tf.Tensor4D), dSkip as tf.Tensor4D];
}

/** A tidy for objects that hold nulls among their tensors, which tfjs takes and its types do not. */
function tidyAll<T>(work: () => T): T {
  return tf.tidy(() => work() as tf.TensorContainer) as T;
}
