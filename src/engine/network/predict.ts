import * as tf from '@tensorflow/tfjs';
import type { Size } from '@/core/raster/types';
import { EngineError } from './engineError';
import type { Network } from './foldedUNet';

/**
 * Probabilities (height × width, 0..1) of one input (height × width × 3 in the model's range), on the running backend.
 * Leaves no tensor behind. Throws 'predict-failed' on an input of another length and 'backend-wrong' on an output that
 * is not made of probabilities.
 */
export async function predict(
  network: Network,
  input: Float32Array,
  size: Size,
): Promise<Float32Array> {
  const { width, height } = size;
  if (input.length !== width * height * 3) {
    throw new EngineError(
      'predict-failed',
      `the input holds ${input.length} values, not ${width * height * 3}`,
    );
  }
  const output = tf.tidy(() => network.run(tf.tensor4d(input, [1, height, width, 3])));
  try {
    const probabilities = (await output.data()) as Float32Array;
    checkProbabilities(probabilities, width * height);
    return probabilities;
  } finally {
    output.dispose();
  }
}

function checkProbabilities(values: Float32Array, count: number): void {
  if (values.length !== count) {
    throw new EngineError('backend-wrong', `it gave ${values.length} values instead of ${count}`);
  }
  let largest = 0;
  for (const value of values) {
    // Written so that NaN fails as well.
    if (!(value >= 0 && value <= 1)) {
      throw new EngineError('backend-wrong', `it gave ${value} where a probability was due`);
    }
    if (value > largest) largest = value;
  }
  // A sigmoid in float32 is 0 below about −104 only; tfjs's WebGPU gives zeros where a shader failed.
  if (largest === 0) throw new EngineError('backend-wrong', 'it gave nothing but zeros');
}

/** Tensors alive and the bytes they hold. */
export function countMemory(): { tensors: number; bytes: number } {
  const { numTensors, numBytes } = tf.memory();
  return { tensors: numTensors, bytes: numBytes };
}
