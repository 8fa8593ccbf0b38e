/**
 * Adam (Kingma and Ba 2015) on one flat list of weights, with the gradient's norm held in bounds as training/ does.
 *
 * Not tfjs's own, for three reasons: that takes its epsilon from the backend, and WebGL's is wrong; it cannot be put
 * back exactly as it was; and it spends a dozen operations on each of a hundred weights.
 */
import * as tf from '@tensorflow/tfjs';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-7;
/** Largest norm of the gradient of all weights together; the twin of CLIP_NORM in train.py. */
const CLIP_NORM = 1;
/** As PyTorch's clip_grad_norm_ has it. */
const CLIP_EPSILON = 1e-6;

/** All of one length. */
export type AdamState = {
  readonly weights: tf.Tensor1D;
  readonly mean: tf.Tensor1D;
  readonly square: tf.Tensor1D;
};

/** The next state and the gradient's norm before it was held in bounds. `step` counts from 1. Frees nothing. */
export function stepAdam(
  { weights, mean, square }: AdamState,
  gradient: tf.Tensor1D,
  step: number,
  rate: number,
): { next: AdamState; norm: tf.Scalar } {
  return tf.tidy(() => {
    const norm = gradient.square().sum<tf.Scalar>().sqrt<tf.Scalar>();
    const held = gradient.mul(tf.minimum(1, tf.div(CLIP_NORM, norm.add(CLIP_EPSILON))));
    const nextMean = mean.mul(BETA_1).add<tf.Tensor1D>(held.mul(1 - BETA_1));
    const nextSquare = square.mul(BETA_2).add<tf.Tensor1D>(held.square().mul(1 - BETA_2));
    // Both corrections for the start from zero are numbers, not tensors: exact after any resumption.
    const pace = rate / (1 - BETA_1 ** step);
    const root = nextSquare.div(1 - BETA_2 ** step).sqrt();
    const nextWeights = weights.sub<tf.Tensor1D>(nextMean.mul(pace).div(root.add(EPSILON)));
    return { next: { weights: nextWeights, mean: nextMean, square: nextSquare }, norm };
  });
}
