/**
 * An encoder of inverted residual blocks (EfficientNet-Lite), its batch normalisations folded into the convolutions
 * before them:
 *
 *   [1×1 to more channels · ReLU6 ·] depthwise / stride · ReLU6 · 1×1 to fewer, plus the input where the shape allows
 *
 * In: weights by the names that are on disk. Out: what each level gives, level 1 at half the side. It learns nothing in
 * the browser. The PyTorch twin is training/lentigo_training/inverted.py.
 */
import * as tf from '@tensorflow/tfjs';
import type { GetWeight } from './layerWeights';
import { toAffine } from './toAffine';

export type InvertedEncoder = {
  /** [batch, height, width, 3] in the model's range → each level's [batch, height / 2^level, width / 2^level, channels]. */
  run(pictures: tf.Tensor4D): tf.Tensor4D[];
  dispose(): void;
};

type Convolution = { readonly filter: tf.Tensor4D; readonly bias: tf.Tensor1D };
type Block = {
  readonly expand: Convolution | null;
  readonly depthwise: Convolution;
  readonly project: Convolution;
  readonly strides: 1 | 2;
};

/** `blocks` are their number in each level. Owns its tensors. */
export function foldInvertedEncoder(get: GetWeight, blocks: readonly number[]): InvertedEncoder {
  const owned: tf.Tensor[] = [];
  const fold = (name: string, isDepthwise = false): Convolution => {
    const convolution = tf.tidy(() => {
      const kernel = get(`${name}/${isDepthwise ? 'depthwise_kernel' : 'kernel'}`) as tf.Tensor4D;
      const { scale, shift } = toAffine(get, `${name}_bn`);
      const byChannel = isDepthwise ? scale.reshape([1, 1, -1, 1]) : scale;
      return { filter: kernel.mul<tf.Tensor4D>(byChannel), bias: shift };
    });
    owned.push(convolution.filter, convolution.bias);
    return convolution;
  };
  const stem = fold('encoder1_stem');
  const levels = blocks.map((count, level) =>
    Array.from({ length: count }, (_, index): Block => {
      const name = `encoder${level + 1}_block${index + 1}`;
      const isFirst = level === 0 && index === 0; // the stem's channels are enough for it
      return {
        expand: isFirst ? null : fold(`${name}_expand`),
        depthwise: fold(`${name}_depthwise`, true),
        project: fold(`${name}_project`),
        strides: level > 0 && index === 0 ? 2 : 1,
      };
    }),
  );
  return {
    run: (pictures) =>
      tf.tidy(() => {
        let x = convolve(pictures, stem, 2, 'relu6');
        return levels.map((level) => (x = tf.tidy(() => level.reduce(runBlock, x))));
      }),
    dispose: () => tf.dispose(owned),
  };
}

function runBlock(x: tf.Tensor4D, { expand, depthwise, project, strides }: Block): tf.Tensor4D {
  return tf.tidy(() => {
    const wide = expand ? convolve(x, expand, 1, 'relu6') : x;
    const y = convolve(
      tf.fused.depthwiseConv2d({
        ...depthwise,
        x: wide,
        strides,
        pad: 'same',
        activation: 'relu6',
      }),
      project,
      1,
      'linear',
    );
    return strides === 1 && x.shape[3] === y.shape[3] ? x.add<tf.Tensor4D>(y) : y;
  });
}

function convolve(
  x: tf.Tensor4D,
  convolution: Convolution,
  strides: 1 | 2,
  activation: 'linear' | 'relu6',
): tf.Tensor4D {
  return tf.fused.conv2d({ ...convolution, x, strides, pad: 'same', activation });
}
