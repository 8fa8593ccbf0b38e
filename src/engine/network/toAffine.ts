import type * as tf from '@tensorflow/tfjs';
import type { GetWeight } from './layerWeights';

/** Keras's default, which the paper's parameter table implies and training uses. */
export const BATCH_NORM_EPSILON = 1e-3;

/** Batch normalisation `name` with its running statistics, as x · scale + shift; both [channels]. */
export function toAffine(
  get: GetWeight,
  name: string,
): { readonly scale: tf.Tensor1D; readonly shift: tf.Tensor1D } {
  const part = (which: string) => get(`${name}/${which}`) as tf.Tensor1D;
  const variance = part('moving_variance').add<tf.Tensor1D>(BATCH_NORM_EPSILON);
  const scale = part('gamma').mul<tf.Tensor1D>(variance.rsqrt());
  return { scale, shift: part('beta').sub<tf.Tensor1D>(part('moving_mean').mul(scale)) };
}
