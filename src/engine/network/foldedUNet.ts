/**
 * The residual U-Net made ready for inference: every second batch normalisation is folded into the convolution before
 * it, what remains of the first is a scale and a shift, and each convolution takes its bias and ReLU along. Scale,
 * shift and ReLU are one depthwise convolution of a single pixel: one way through memory instead of three, and on WASM
 * XNNPACK's, on all threads.
 *
 * In: a LayersModel with the layer names of residualUNet.ts; it may be disposed afterwards. Out: a Network that owns
 * its tensors. Equal to model.predict within 1e-5.
 */
import * as tf from '@tensorflow/tfjs';

/** A network ready to run: [1, height, width, 3] → probabilities [1, height, width, 1]. */
export type Network = {
  run(input: tf.Tensor4D): tf.Tensor4D;
  dispose(): void;
};

type Convolution = { readonly kernel: tf.Tensor4D; readonly bias: tf.Tensor1D };
/** `filter` has the shape [1, 1, channels, 1]. */
type Activation = { readonly filter: tf.Tensor4D; readonly bias: tf.Tensor1D };
type Affine = { readonly scale: tf.Tensor1D; readonly shift: tf.Tensor1D };
type Block = {
  readonly strides: 1 | 2;
  /** Absent in the first block, which takes its input as it comes. */
  readonly activation: Activation | null;
  readonly conv1: Convolution;
  /** Carries the shortcut's bias too. */
  readonly conv2: Convolution;
  readonly shortcut: tf.Tensor4D;
};

/** Throws (tfjs's own words) where a layer of these names is missing. `levels` is the number of widths. */
export function foldUNet(model: tf.LayersModel, levels: number): Network {
  const owned: tf.Tensor[] = [];
  const keep = <T extends tf.Tensor>(make: () => T): T => {
    const tensor = tf.tidy(make);
    owned.push(tensor);
    return tensor;
  };

  const convolution = (name: string): Convolution => {
    const [kernel, bias] = model.getLayer(name).getWeights();
    return { kernel: kernel as tf.Tensor4D, bias: bias as tf.Tensor1D };
  };
  const foldBlock = (name: string, index: number, isEncoder: boolean): Block => {
    const first = convolution(`${name}_conv1`);
    const second = convolution(`${name}_conv2`);
    const shortcut = convolution(`${name}_shortcut`);
    const bn2 = toAffine(model.getLayer(`${name}_bn2`), keep);
    const activation = () => {
      const { scale, shift } = toAffine(model.getLayer(`${name}_bn1`), keep);
      return { filter: keep(() => scale.reshape<tf.Tensor4D>([1, 1, -1, 1])), bias: shift };
    };
    return {
      strides: isEncoder && index > 0 ? 2 : 1,
      activation: isEncoder && index === 0 ? null : activation(),
      conv1: {
        kernel: keep(() => first.kernel.mul(bn2.scale)),
        bias: keep(() => first.bias.mul<tf.Tensor1D>(bn2.scale).add(bn2.shift)),
      },
      conv2: {
        kernel: keep(() => second.kernel.clone()),
        bias: keep(() => second.bias.add(shortcut.bias)),
      },
      shortcut: keep(() => shortcut.kernel.clone()),
    };
  };

  const encoder = range(levels).map((index) => foldBlock(`encoder${index + 1}`, index, true));
  const decoder = range(levels - 1).map((index) => foldBlock(`decoder${index + 1}`, index, false));
  const last = convolution('output');
  const output = { kernel: keep(() => last.kernel.clone()), bias: keep(() => last.bias.clone()) };

  return {
    run: (input) => tf.tidy(() => runUNet(input, encoder, decoder, output)),
    dispose: () => tf.dispose(owned),
  };
}

/** Batch normalisation with its running statistics, as x · scale + shift. */
function toAffine(layer: tf.layers.Layer, keep: <T extends tf.Tensor>(make: () => T) => T): Affine {
  const [gamma, beta, mean, variance] = layer.getWeights() as tf.Tensor1D[];
  const epsilon = layer.getConfig().epsilon as number;
  const scale = keep(() => gamma!.mul<tf.Tensor1D>(variance!.add(epsilon).rsqrt()));
  const shift = keep(() => beta!.sub<tf.Tensor1D>(mean!.mul(scale)));
  return { scale, shift };
}

function runUNet(
  input: tf.Tensor4D,
  encoder: readonly Block[],
  decoder: readonly Block[],
  output: Convolution,
): tf.Tensor4D {
  const skips: tf.Tensor4D[] = [];
  let x = input;
  for (const block of encoder) {
    x = runBlock(x, block);
    skips.push(x);
  }
  for (let index = decoder.length - 1; index >= 0; index--) {
    const skip = skips[index]!;
    const below = x;
    const block = decoder[index]!;
    x = tf.tidy(() => {
      const up = tf.image.resizeNearestNeighbor(below, [skip.shape[1], skip.shape[2]]);
      return runBlock(tf.concat([up, skip], 3), block);
    });
  }
  return tf.fused.conv2d({
    x,
    filter: output.kernel,
    bias: output.bias,
    strides: 1,
    pad: 'same',
    activation: 'sigmoid',
  });
}

function runBlock(x: tf.Tensor4D, block: Block): tf.Tensor4D {
  return tf.tidy(() => {
    const { activation, conv1, conv2, strides } = block;
    const active = activation
      ? tf.fused.depthwiseConv2d({ ...activation, x, strides: 1, pad: 'same', activation: 'relu' })
      : x;
    const y = tf.fused.conv2d({
      x: active,
      filter: conv1.kernel,
      bias: conv1.bias,
      strides,
      pad: 'same',
      activation: 'relu',
    });
    const z = tf.fused.conv2d({
      x: y,
      filter: conv2.kernel,
      bias: conv2.bias,
      strides: 1,
      pad: 'same',
    });
    return z.add<tf.Tensor4D>(tf.conv2d(x, block.shortcut, strides, 'same'));
  });
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
