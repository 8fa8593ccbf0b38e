/**
 * Questions with known answers, put to a backend before it is trusted: a tiny network of each kind, of the same blocks
 * and by the same code as the real ones, whose output PyTorch computed:
 *
 *   cd training && python -m lentigo_training.probe_numbers > ../src/engine/network/probeNumbers.json
 */
import * as tf from '@tensorflow/tfjs';
import type { Architecture } from './card';
import { EngineError } from './engineError';
import { foldUNet } from './foldedUNet';
import type { GetWeight } from './layerWeights';
import { predict } from './predict';
import numbers from './probeNumbers.json';

/** Float32 backends differ from PyTorch by less than 1e-6 here. */
const TOLERANCE = 1e-4;
/** Mobile GPUs without float32 textures carry 11 bits. */
const HALF_FLOAT_TOLERANCE = 1e-3;

/** Throws 'backend-wrong' where the current backend's answer is off. Leaves no tensor behind. */
export async function probe(kind: Architecture['kind'] = 'residual-unet'): Promise<void> {
  const { architecture, shapes, side, range, every, output } = numbers[kind];
  const weights: tf.Tensor[] = [];
  const get: GetWeight = (name) => {
    const weight = drawWeight(name, (shapes as Record<string, number[]>)[name]!);
    weights.push(weight);
    return weight;
  };
  const network = foldUNet(get, architecture as Architecture);
  tf.dispose(weights);
  try {
    const [low, high] = range as [number, number];
    const input = new Float32Array(side * side * 3).map(
      (_, index) => low + (fraction(index, 1) + 0.5) * (high - low),
    );
    const answer = await predict(network, input, { width: side, height: side });
    const off = Math.max(...output.map((value, index) => Math.abs(value - answer[index * every]!)));
    if (!(off <= tolerance())) {
      throw new EngineError(
        'backend-wrong',
        `it failed its probe (off by ${off.toExponential(1)})`,
      );
    }
  } finally {
    network.dispose();
  }
}

function tolerance(): number {
  const isHalf = tf.getBackend() === 'webgl' && !tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED');
  return isHalf ? HALF_FLOAT_TOLERANCE : TOLERANCE;
}

/** Numbers that both languages compute alike: −0.5 … 0.5 in steps of 1/100. */
function fraction(index: number, seed: number): number {
  return ((index * 37 + seed * 11) % 101) / 100 - 0.5;
}

function drawWeight(name: string, shape: number[]): tf.Tensor {
  const seed = Array.from(name).reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const values = Array.from({ length: tf.util.sizeFromShape(shape) }, (_, index) => {
    const value = fraction(index, seed);
    return /gamma|variance/.test(name) ? 1 + value : value;
  });
  return tf.tensor(values, shape);
}
