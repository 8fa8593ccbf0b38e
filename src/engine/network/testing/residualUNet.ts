/**
 * The paper's residual U-Net as a tf.LayersModel, from its widths and input size, for tests: a model that ships brings
 * its layers along.
 *
 * In: widths such as [64, 128, 256, 512], the last one being the bridge. Out: a model from [batch, height, width, 3]
 * to lesion probabilities [batch, height, width, 1], its weights drawn at random.
 * The PyTorch twin is training/lentigo_training/network.py; both sides and the files on disk share the layer names.
 */
import * as tf from '@tensorflow/tfjs';
import type { Size } from '@/core/raster/types';
import { BATCH_NORM_EPSILON } from '@/engine/network/toAffine';

/** Keras's default share of the running statistics that a training step keeps. */
const BATCH_NORM_MOMENTUM = 0.99;

/** Throws where a side cannot be halved to a whole number at every level below the first. */
export function buildResidualUNet(widths: readonly number[], size: Size): tf.LayersModel {
  const halvings = widths.length - 1;
  if (halvings < 0) throw new RangeError('a network needs at least one width');
  for (const side of [size.width, size.height]) {
    if (side % 2 ** halvings !== 0) {
      throw new RangeError(`${side} px cannot be halved ${halvings} times`);
    }
  }

  const input = tf.input({ shape: [size.height, size.width, 3], name: 'input' });
  const skips: tf.SymbolicTensor[] = [];
  let x = input;
  widths.forEach((width, index) => {
    x = residualBlock(x, `encoder${index + 1}`, width, index === 0 ? 1 : 2, index > 0);
    skips.push(x);
  });
  for (let level = halvings; level >= 1; level--) {
    const name = `decoder${level}`;
    const up = apply(tf.layers.upSampling2d({ name: `${name}_up`, size: [2, 2] }), x);
    x = apply(tf.layers.concatenate({ name: `${name}_concat` }), [up, skips[level - 1]!]);
    x = residualBlock(x, name, widths[level - 1]!, 1, true);
  }
  const output = apply(
    tf.layers.conv2d({ name: 'output', filters: 1, kernelSize: 1, activation: 'sigmoid' }),
    x,
  );
  return tf.model({ name: 'residual_unet', inputs: input, outputs: output });
}

/** Full pre-activation: [BN · ReLU ·] conv 3×3 / stride · BN · ReLU · conv 3×3, plus a 1×1 convolution of the input. */
function residualBlock(
  input: tf.SymbolicTensor,
  name: string,
  filters: number,
  strides: 1 | 2,
  activatesInput: boolean,
): tf.SymbolicTensor {
  const convolve = (part: string, kernelSize: 1 | 3, stride: 1 | 2) =>
    tf.layers.conv2d({
      name: `${name}_${part}`,
      filters,
      kernelSize,
      strides: stride,
      padding: 'same',
      kernelInitializer: 'heNormal',
    });
  let y = activatesInput ? normaliseAndActivate(input, name, 1) : input;
  y = apply(convolve('conv1', 3, strides), y);
  y = normaliseAndActivate(y, name, 2);
  y = apply(convolve('conv2', 3, 1), y);
  const shortcut = apply(convolve('shortcut', 1, strides), input);
  return apply(tf.layers.add({ name: `${name}_sum` }), [y, shortcut]);
}

function normaliseAndActivate(x: tf.SymbolicTensor, name: string, which: 1 | 2): tf.SymbolicTensor {
  const normalise = tf.layers.batchNormalization({
    name: `${name}_bn${which}`,
    epsilon: BATCH_NORM_EPSILON,
    momentum: BATCH_NORM_MOMENTUM,
  });
  const activate = tf.layers.activation({ name: `${name}_relu${which}`, activation: 'relu' });
  return apply(activate, apply(normalise, x));
}

/** A layer with one output, applied to symbols. */
function apply(
  layer: tf.layers.Layer,
  inputs: tf.SymbolicTensor | tf.SymbolicTensor[],
): tf.SymbolicTensor {
  return layer.apply(inputs) as tf.SymbolicTensor;
}
