/**
 * A residual block, forwards and backwards by hand.
 *
 *   [BN · ReLU ·] conv 3×3 / stride · BN · ReLU · conv 3×3, plus a 1×1 convolution of the input
 *
 * By hand and not by tfjs's tape, because that keeps every tensor in between: at 256 px some 30 of the largest size
 * where two a block are enough, the rest being cheap to make again from them.
 */
import * as tf from '@tensorflow/tfjs';
import type { GetWeight } from '@/engine/network/layerWeights';
import {
  type BatchNorm,
  type Normalisation,
  normaliseAndActivate,
  normaliseGradient,
  toNormalisation,
} from './normalise';
import { convolve, filterGradient, inputGradient, sumOverPositions } from './ops';

export type BlockPlan = {
  readonly name: string;
  readonly stride: 1 | 2;
  /** The first block takes its input as it comes. */
  readonly activatesInput: boolean;
};

/** Kept from the way there for the way back. */
export type BlockTrace = {
  readonly input: tf.Tensor4D;
  readonly middle: tf.Tensor4D;
  readonly first: Normalisation | null;
  readonly second: Normalisation;
};

export function runBlock(
  input: tf.Tensor4D,
  { name, stride, activatesInput }: BlockPlan,
  get: GetWeight,
  isFrozen: boolean,
): { output: tf.Tensor4D; trace: BlockTrace } {
  const first = activatesInput
    ? toNormalisation(input, getBatchNorm(get, `${name}_bn1`), isFrozen)
    : null;
  const active = first ? normaliseAndActivate(input, first) : input;
  const conv1 = getConvolution(get, `${name}_conv1`);
  const middle = convolve(active, conv1.kernel, conv1.bias, stride);
  const second = toNormalisation(middle, getBatchNorm(get, `${name}_bn2`), isFrozen);
  const conv2 = getConvolution(get, `${name}_conv2`);
  const shortcut = getConvolution(get, `${name}_shortcut`);
  const inner = normaliseAndActivate(middle, second);
  const output = convolve(inner, conv2.kernel, conv2.bias, 1).add<tf.Tensor4D>(
    convolve(input, shortcut.kernel, shortcut.bias, stride),
  );
  return { output, trace: { input, middle, first, second } };
}

export type BlockGradients = {
  /** Of all the block's weights, gamma and beta too, by their names. */
  readonly gradients: tf.NamedTensorMap;
  /** For the block's input; null where it was not wanted. */
  readonly dInput: tf.Tensor4D | null;
};

export function runBlockBack(
  dy: tf.Tensor4D,
  trace: BlockTrace,
  { name, stride }: BlockPlan,
  get: GetWeight,
  wantsInput: boolean,
): BlockGradients {
  const { input, middle, first, second } = trace;
  const shortcut = getConvolution(get, `${name}_shortcut`);
  const conv1 = getConvolution(get, `${name}_conv1`);
  const conv2 = getConvolution(get, `${name}_conv2`);
  const gradients: tf.NamedTensorMap = {};

  const dBias = sumOverPositions(dy);
  gradients[`${name}_conv2/bias`] = dBias;
  gradients[`${name}_shortcut/bias`] = dBias.clone();
  gradients[`${name}_shortcut/kernel`] = filterGradient(input, dy, shortcut.kernel.shape, stride);

  const inner = normaliseAndActivate(middle, second);
  gradients[`${name}_conv2/kernel`] = filterGradient(inner, dy, conv2.kernel.shape, 1);
  const dInner = inputGradient(dy, conv2.kernel, inner.shape, 1);
  const back2 = normaliseGradient(dInner, inner, middle, second);
  gradients[`${name}_bn2/gamma`] = back2.dGamma;
  gradients[`${name}_bn2/beta`] = back2.dBeta;
  gradients[`${name}_conv1/bias`] = back2.dxSum;

  const active = first ? normaliseAndActivate(input, first) : input;
  gradients[`${name}_conv1/kernel`] = filterGradient(active, back2.dx, conv1.kernel.shape, stride);
  if (!first && !wantsInput) return { gradients, dInput: null };
  let dInput = inputGradient(back2.dx, conv1.kernel, input.shape, stride);
  if (first) {
    const back1 = normaliseGradient(dInput, active, input, first);
    gradients[`${name}_bn1/gamma`] = back1.dGamma;
    gradients[`${name}_bn1/beta`] = back1.dBeta;
    dInput = back1.dx;
  }
  if (!wantsInput) return { gradients, dInput: null };
  const dShortcut = inputGradient(dy, shortcut.kernel, input.shape, stride);
  return { gradients, dInput: dInput.add<tf.Tensor4D>(dShortcut) };
}

/** The batch's means and variances by the names of the running ones; nothing where those were used. */
export function listStatistics(name: string, { first, second }: BlockTrace): tf.NamedTensorMap {
  const found: tf.NamedTensorMap = {};
  for (const [part, normalisation] of [
    ['bn1', first],
    ['bn2', second],
  ] as const) {
    if (!normalisation?.batchVariance) continue;
    found[`${name}_${part}/moving_mean`] = normalisation.mean;
    found[`${name}_${part}/moving_variance`] = normalisation.batchVariance;
  }
  return found;
}

function getBatchNorm(get: GetWeight, name: string): BatchNorm {
  const weight = (part: string) => get(`${name}/${part}`) as tf.Tensor1D;
  return {
    gamma: weight('gamma'),
    beta: weight('beta'),
    mean: weight('moving_mean'),
    variance: weight('moving_variance'),
  };
}

function getConvolution(get: GetWeight, name: string): { kernel: tf.Tensor4D; bias: tf.Tensor1D } {
  return {
    kernel: get(`${name}/kernel`) as tf.Tensor4D,
    bias: get(`${name}/bias`) as tf.Tensor1D,
  };
}
