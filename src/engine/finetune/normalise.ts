/**
 * Batch normalisation followed by ReLU, and its gradients: with the running statistics, as inference does, or with the
 * batch's own (Ioffe and Szegedy 2015).
 */
import * as tf from '@tensorflow/tfjs';
import { BATCH_NORM_EPSILON } from '@/engine/network/toAffine';
import { scaleAndActivate, sumOverPositions } from './ops';

/** All [channels]. */
export type BatchNorm = {
  readonly gamma: tf.Tensor1D;
  readonly beta: tf.Tensor1D;
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
};

/** What the way back needs: y = x · scale + shift with scale = gamma · inverse. All [channels]. */
export type Normalisation = {
  readonly mean: tf.Tensor1D;
  /** 1 / standard deviation. */
  readonly inverse: tf.Tensor1D;
  readonly scale: tf.Tensor1D;
  readonly shift: tf.Tensor1D;
  /** Of the batch, for the running ones; null where those were used. */
  readonly batchVariance: tf.Tensor1D | null;
};

/** The normalisation of `x`; its statistics are the running ones where `isFrozen`. */
export function toNormalisation(x: tf.Tensor4D, bn: BatchNorm, isFrozen: boolean): Normalisation {
  const mean = isFrozen ? bn.mean : sumOverPositions(x).div<tf.Tensor1D>(countPositions(x));
  const batchVariance = isFrozen
    ? null
    : sumOverPositions(x.sub<tf.Tensor4D>(mean).square()).div<tf.Tensor1D>(countPositions(x));
  const inverse = (batchVariance ?? bn.variance).add<tf.Tensor1D>(BATCH_NORM_EPSILON).rsqrt();
  const scale = bn.gamma.mul<tf.Tensor1D>(inverse);
  const shift = bn.beta.sub<tf.Tensor1D>(mean.mul(scale));
  return { mean, inverse, scale, shift, batchVariance };
}

export function normaliseAndActivate(x: tf.Tensor4D, { scale, shift }: Normalisation): tf.Tensor4D {
  return scaleAndActivate(x, scale, shift);
}

/**
 * The way back through ReLU and normalisation. `active` is what normaliseAndActivate gave, `da` the gradient for it.
 * `dxSum` is Σ dx over the positions, which is the gradient of a bias added to x.
 */
export function normaliseGradient(
  da: tf.Tensor4D,
  active: tf.Tensor4D,
  x: tf.Tensor4D,
  { mean, inverse, scale, batchVariance }: Normalisation,
): { dx: tf.Tensor4D; dGamma: tf.Tensor1D; dBeta: tf.Tensor1D; dxSum: tf.Tensor1D } {
  const d = da.mul<tf.Tensor4D>(tf.step(active));
  const dBeta = sumOverPositions(d);
  const dGamma = sumOverPositions(d.mul<tf.Tensor4D>(x.sub(mean))).mul<tf.Tensor1D>(inverse);
  if (batchVariance === null) {
    return { dx: d.mul(scale), dGamma, dBeta, dxSum: dBeta.mul(scale) };
  }
  // The statistics depend on x as well: dx = scale · (d − mean(d) − x̂ · mean(d · x̂)).
  const count = countPositions(x);
  const normalised = x.sub<tf.Tensor4D>(mean).mul<tf.Tensor4D>(inverse);
  const own = d.sub(dBeta.div(count)).sub(normalised.mul(dGamma.div(count)));
  return { dx: own.mul(scale), dGamma, dBeta, dxSum: tf.zerosLike(dBeta) };
}

function countPositions(x: tf.Tensor4D): number {
  return x.shape[0] * x.shape[1] * x.shape[2];
}
