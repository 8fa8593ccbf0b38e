/**
 * The few operations that training is made of, forwards and backwards, all on tensors [batch, height, width, channels].
 * Each leaves only its result behind when called within a tidy.
 */
import * as tf from '@tensorflow/tfjs';

type Stride = 1 | 2;
type Shape4 = [number, number, number, number];

/** x ∗ kernel (+ bias), padded as 'same'. */
export function convolve(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  bias: tf.Tensor1D | null,
  stride: Stride,
): tf.Tensor4D {
  if (bias === null) return tf.conv2d(x, kernel, stride, 'same');
  return tf.fused.conv2d({ x, filter: kernel, bias, strides: stride, pad: 'same' });
}

/** The gradient of convolve for its kernel. */
export function filterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  filterShape: Shape4,
  stride: Stride,
): tf.Tensor4D {
  return runKernel(tf.Conv2DBackpropFilter, { x, dy }, { ...attributes(stride), filterShape });
}

/** The gradient of convolve for its input. */
export function inputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  inputShape: Shape4,
  stride: Stride,
): tf.Tensor4D {
  return runKernel(tf.Conv2DBackpropInput, { dy, filter }, { ...attributes(stride), inputShape });
}

/** Sums over all pictures and positions → [channels]. */
export function sumOverPositions(x: tf.Tensor4D): tf.Tensor1D {
  const channels = x.shape[3];
  const backend = tf.getBackend();
  if (backend !== 'wasm' && backend !== 'webgpu') return tf.sum(x, [0, 1, 2]);
  // As a weight gradient, which our kernels share out. tfjs's sums over outer axes transpose all of x first.
  const ones = tf.ones([x.shape[0], x.shape[1], x.shape[2], 1]);
  const sums = filterGradient(ones as tf.Tensor4D, x, [1, 1, 1, channels], 1);
  return sums.reshape([channels]);
}

/** The gradient of upSample: each four are added. tfjs's own mixes up pictures on the cpu backend (4.22). */
export function upSampleGradient(dy: tf.Tensor4D): tf.Tensor4D {
  return tf.avgPool(dy, 2, 2, 'valid').mul(4);
}

/** relu(x · scale + shift), by channel. */
export function scaleAndActivate(
  x: tf.Tensor4D,
  scale: tf.Tensor1D,
  shift: tf.Tensor1D,
): tf.Tensor4D {
  return tf.relu(x.mul<tf.Tensor4D>(scale).add<tf.Tensor4D>(shift));
}

function attributes(stride: Stride) {
  return { strides: [stride, stride], pad: 'same', dataFormat: 'NHWC' };
}

function runKernel(
  name: string,
  inputs: Record<string, tf.Tensor>,
  attrs: Record<string, unknown>,
): tf.Tensor4D {
  return tf.engine().runKernel<tf.Tensor4D>(name, inputs, attrs as unknown as tf.NamedAttrMap);
}
