/**
 * Conv2DBackpropInput for tfjs's WASM backend, whose own is plain loops: made of its convolution, which is XNNPACK's.
 *
 * The gradient is dy convolved with the filter turned half round. At stride 2 each pixel of the input saw only the taps
 * of its own parity: the four parities are four sets of output channels of one convolution on dy, interleaved
 * afterwards (Shi et al. 2016, sub-pixel convolution).
 */
import * as tf from '@tensorflow/tfjs';
import {
  type ConvolutionAttributes,
  describeConvolution,
  type InputGradientAttributes,
} from './describeConvolution';

/** `stock` is taken for strides, filters and paddings that the network has not. */
export function makeInputGradientWasm(stock: tf.KernelFunc): tf.KernelConfig {
  return {
    kernelName: tf.Conv2DBackpropInput,
    backendName: 'wasm',
    kernelFunc: (args) => {
      const { dy, filter } = args.inputs as { dy: tf.Tensor4D; filter: tf.Tensor4D };
      const attributes = args.attrs as unknown as InputGradientAttributes;
      const info = describeConvolution(attributes.inputShape, filter.shape, attributes);
      const convolve = chooseConvolution(info, attributes);
      if (!convolve) return stock(args);
      return tf.tidy(() => convolve(dy, filter));
    },
  };
}

type Convolve = (dy: tf.Tensor4D, filter: tf.Tensor4D) => tf.Tensor4D;

function chooseConvolution(
  {
    strideHeight,
    strideWidth,
    filterHeight,
    filterWidth,
    padInfo,
    inHeight,
    inWidth,
  }: tf.backend_util.Conv2DInfo,
  { pad, dataFormat }: ConvolutionAttributes,
): Convolve | null {
  if (pad !== 'same' || dataFormat !== 'NHWC') return null;
  if (strideHeight !== strideWidth || filterHeight !== filterWidth) return null;
  if (strideHeight === 1 && filterHeight % 2 === 1) return convolveTurned;
  const isEven = inHeight % 2 === 0 && inWidth % 2 === 0;
  if (strideHeight !== 2 || !isEven || padInfo.top !== 0 || padInfo.left !== 0) return null;
  if (filterHeight === 1) return spreadPixels;
  return filterHeight === 3 ? interleaveParities : null;
}

function convolveTurned(dy: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D {
  const swapped = filter.transpose<tf.Tensor4D>([0, 1, 3, 2]);
  const isPoint = filter.shape[0] === 1;
  return tf.conv2d(dy, isPoint ? swapped : swapped.reverse([0, 1]), 1, 'same');
}

/** 1×1, stride 2: only the even pixels were seen; zeros go beside and below them. */
function spreadPixels(dy: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D {
  const seen = convolveTurned(dy, filter);
  const [batch, height, width, channels] = seen.shape;
  const double = (matrix: tf.Tensor2D) =>
    matrix.pad([
      [0, 0],
      [0, matrix.shape[1]],
    ]);
  const beside = double(seen.reshape([batch * height * width, channels]));
  const below = double(beside.reshape([batch * height, 2 * width * channels]));
  return below.reshape([batch, 2 * height, 2 * width, channels]);
}

/** 3×3, stride 2, padded at the end only: pixel 2q + p saw tap p of dy at q and, where p is 0, tap 2 of dy at q − 1. */
function interleaveParities(dy: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D {
  const [, , channels, outChannels] = filter.shape;
  // Rank 4 at the most: taps as (q − 1 or q) × parity, first by rows and then by columns.
  const split = filter
    .pad([
      [0, 1],
      [0, 1],
      [0, 0],
      [0, 0],
    ])
    .reshape<tf.Tensor4D>([2, 2, 4, channels * outChannels]) // before y, parity y, x, channels
    .transpose([0, 2, 1, 3]) // before y, x, parity y, channels
    .reshape<tf.Tensor4D>([4, 2, 2 * channels, outChannels]) // (before y, before x), parity x, …
    .transpose([0, 3, 1, 2]);
  const ordered = split
    .reshape<tf.Tensor4D>([4 * outChannels, 2, 2, channels]) // …, parity x, parity y, channels
    .transpose([0, 2, 1, 3])
    .reshape<tf.Tensor4D>([2, 2, outChannels, 4 * channels])
    .reverse<tf.Tensor4D>([0, 1]);
  const padded = dy.pad<tf.Tensor4D>([
    [0, 0],
    [1, 0],
    [1, 0],
    [0, 0],
  ]);
  return interleave(tf.conv2d(padded, ordered, 1, 'valid'), channels);
}

/** Channels (parity y, parity x, channel) → pixels. tfjs's depthToSpace goes number by number; this copies runs. */
function interleave(x: tf.Tensor4D, channels: number): tf.Tensor4D {
  const [batch, height, width] = x.shape;
  const rows = tf
    .split(x, 2, 3)
    .map((row) => row.reshape<tf.Tensor2D>([batch * height, width * 2 * channels]));
  return tf.concat(rows, 1).reshape([batch, 2 * height, 2 * width, channels]);
}
