/**
 * A residual U-Net made ready for inference: every second batch normalisation is folded into the convolution before
 * it, what remains of the first is a scale and a shift, and each convolution takes its bias and ReLU along. Scale,
 * shift and ReLU are one depthwise convolution of a single pixel: one way through memory instead of three, and on WASM
 * XNNPACK's, on all threads.
 *
 * In: weights by the names of residualUNet.ts and, where the encoder has inverted blocks, of invertedEncoder.ts; they may
 * be disposed afterwards. Out: a Network that owns its tensors. Equal to the LayersModel's predict within 1e-5.
 */
import * as tf from '@tensorflow/tfjs';
import type { Architecture } from './card';
import { foldInvertedEncoder } from './invertedEncoder';
import type { GetWeight } from './layerWeights';
import { toAffine } from './toAffine';

/** A network ready to run: [1, height, width, 3] → probabilities [1, height, width, 1]. */
export type Network = {
  run(input: tf.Tensor4D): tf.Tensor4D;
  dispose(): void;
};

type Convolution = { readonly kernel: tf.Tensor4D; readonly bias: tf.Tensor1D };
/** `filter` has the shape [1, 1, channels, 1]. */
type Activation = { readonly filter: tf.Tensor4D; readonly bias: tf.Tensor1D };
type Block = {
  readonly strides: 1 | 2;
  /** Absent in the first block, which takes its input as it comes. */
  readonly activation: Activation | null;
  readonly conv1: Convolution;
  /** Carries the shortcut's bias too. */
  readonly conv2: Convolution;
  readonly shortcut: tf.Tensor4D;
};

/** Throws as `get` does where a weight is missing. */
export function foldUNet(get: GetWeight, architecture: Architecture): Network {
  const owned: tf.Tensor[] = [];
  const keep = <T extends tf.Tensor>(make: () => T): T => {
    const tensor = tf.tidy(make);
    owned.push(tensor);
    return tensor;
  };

  const convolution = (name: string): Convolution => ({
    kernel: get(`${name}/kernel`) as tf.Tensor4D,
    bias: get(`${name}/bias`) as tf.Tensor1D,
  });
  const normalisation = (name: string) => {
    const affine = tf.tidy(() => toAffine(get, name));
    owned.push(affine.scale, affine.shift);
    return affine;
  };
  const foldBlock = (name: string, index: number, isEncoder: boolean): Block => {
    const first = convolution(`${name}_conv1`);
    const second = convolution(`${name}_conv2`);
    const shortcut = convolution(`${name}_shortcut`);
    const bn2 = normalisation(`${name}_bn2`);
    const activation = () => {
      const { scale, shift } = normalisation(`${name}_bn1`);
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

  const { widths } = architecture;
  const inverted =
    architecture.kind === 'inverted-residual-unet'
      ? foldInvertedEncoder(get, architecture.blocks)
      : null;
  const encoder = inverted
    ? []
    : widths.map((_, index) => foldBlock(`encoder${index + 1}`, index, true));
  const decoder = listDecoder(architecture).map((name, index) => foldBlock(name, index, false));
  const last = convolution('output');
  const output = { kernel: keep(() => last.kernel.clone()), bias: keep(() => last.bias.clone()) };

  const encode = (input: tf.Tensor4D) =>
    inverted ? inverted.run(input) : runEncoder(input, encoder);
  return {
    run: (input) =>
      tf.tidy(() => {
        const x = runDecoder(encode(input), decoder);
        return runOutput(inverted ? upSample(x) : x, output);
      }),
    dispose: () => {
      inverted?.dispose();
      tf.dispose(owned);
    },
  };
}

/** Its blocks' names from the bridge up: decoder5, decoder4 … decoder1. */
export function listDecoder({ kind, widths }: Architecture): string[] {
  const count = kind === 'residual-unet' ? widths.length - 1 : widths.length;
  return Array.from({ length: count }, (_, index) => `decoder${count - index}`);
}

function runEncoder(input: tf.Tensor4D, encoder: readonly Block[]): tf.Tensor4D[] {
  let x = input;
  return encoder.map((block) => (x = runBlock(x, block)));
}

/** `levels` are what the encoder gave, the bridge last. */
function runDecoder(levels: readonly tf.Tensor4D[], decoder: readonly Block[]): tf.Tensor4D {
  const [bridge, ...skips] = [...levels].reverse();
  return decoder.reduce(
    (below, block, index) =>
      tf.tidy(() => runBlock(tf.concat([upSample(below), skips[index]!], 3), block)),
    bridge!,
  );
}

/** Every pixel becomes a square of four. */
export function upSample(x: tf.Tensor4D): tf.Tensor4D {
  return tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]]);
}

function runOutput(x: tf.Tensor4D, { kernel, bias }: Convolution): tf.Tensor4D {
  return tf.fused.conv2d({
    x,
    filter: kernel,
    bias,
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
