/**
 * A question with a known answer, put to the gradient kernels that are registered: convolutions of the network's kinds
 * on small pictures, against plain loops.
 */
import * as tf from '@tensorflow/tfjs';
import { filterGradient, inputGradient } from '@/engine/finetune/ops';
import {
  plainFilterGradient,
  plainInputGradient,
  type PlainShape,
  toOutSide,
} from './plainGradients';

/** 3×3 and 1×1, strides 1 and 2, channels below, at and above a tile of the GPU's, a side that fills no slab. */
const SHAPES: readonly PlainShape[] = [
  { batch: 2, side: 12, channelsIn: 3, channelsOut: 5, taps: 3, stride: 1 },
  { batch: 1, side: 10, channelsIn: 20, channelsOut: 16, taps: 3, stride: 2 },
  { batch: 2, side: 8, channelsIn: 4, channelsOut: 18, taps: 1, stride: 2 },
];

/** The largest error of any gradient, relative to its largest value; NaN where one is no number. Leaves no tensor. */
export async function probeGradients(shapes = SHAPES): Promise<number> {
  let largest = 0;
  for (const [index, shape] of shapes.entries()) {
    for (const error of await measureErrors(shape, index)) {
      // Written so that NaN stays.
      largest = error <= largest ? largest : error;
    }
  }
  return largest;
}

async function measureErrors(shape: PlainShape, seed: number): Promise<[number, number]> {
  const { batch, side, channelsIn, channelsOut, taps } = shape;
  const stride = shape.stride as 1 | 2;
  const outSide = toOutSide(shape);
  const x = draw(batch * side * side * channelsIn, seed);
  const dy = draw(batch * outSide * outSide * channelsOut, seed + 1);
  const filter = draw(taps * taps * channelsIn * channelsOut, seed + 2);
  const inputShape = [batch, side, side, channelsIn] as [number, number, number, number];
  const filterShape = [taps, taps, channelsIn, channelsOut] as [number, number, number, number];
  const [forFilter, forInput] = tf.tidy(() => {
    const dyTensor = tf.tensor4d(dy, [batch, outSide, outSide, channelsOut]);
    return [
      filterGradient(tf.tensor4d(x, inputShape), dyTensor, filterShape, stride),
      inputGradient(dyTensor, tf.tensor4d(filter, filterShape), inputShape, stride),
    ] as const;
  });
  try {
    return [
      compare(await forFilter.data(), plainFilterGradient(x, dy, shape)),
      compare(await forInput.data(), plainInputGradient(dy, filter, shape)),
    ];
  } finally {
    tf.dispose([forFilter, forInput]);
  }
}

/** The largest difference relative to the largest expected value. */
function compare(values: ArrayLike<number>, expected: Float64Array): number {
  let off = 0;
  let most = 0;
  for (const [index, value] of expected.entries()) {
    const difference = Math.abs(value - values[index]!);
    off = difference <= off ? off : difference;
    most = Math.max(most, Math.abs(value));
  }
  return off / most;
}

/** −0.5 … 0.5, the same every time. */
function draw(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => ((i * 37 + seed * 11) % 101) / 100 - 0.5);
}
