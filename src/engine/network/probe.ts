/**
 * A question with a known answer, put to a backend before it is trusted: a tiny residual U-Net of the same blocks and
 * by the same code as the real one (3×3 convolutions of stride 1 and 2, batch normalisation, ReLU, up-sampling,
 * concatenation, sigmoid), whose output PyTorch computed:
 *
 *   cd training && python -m lentigo_training.probe_numbers > ../src/engine/network/probeNumbers.json
 */
import * as tf from '@tensorflow/tfjs';
import { EngineError } from './engineError';
import { foldUNet } from './foldedUNet';
import { readLayers } from './layerWeights';
import { predict } from './predict';
import numbers from './probeNumbers.json';
import { buildResidualUNet } from './residualUNet';

/** Float32 backends differ from PyTorch by less than 1e-6 here. */
const TOLERANCE = 1e-4;
/** Mobile GPUs without float32 textures carry 11 bits. */
const HALF_FLOAT_TOLERANCE = 1e-3;

/** Throws 'backend-wrong' where the current backend's answer is off. Leaves no tensor behind. */
export async function probe(): Promise<void> {
  const { widths, side } = numbers;
  const size = { width: side, height: side };
  const model = buildResidualUNet(widths, size);
  fillWeights(model);
  const network = foldUNet(readLayers(model), { kind: 'residual-unet', widths });
  model.dispose();
  try {
    const input = new Float32Array(side * side * 3).map((_, index) => fraction(index, 1) + 0.5);
    const answer = await predict(network, input, size);
    const off = Math.max(...numbers.output.map((value, index) => Math.abs(value - answer[index]!)));
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

function fillWeights(model: tf.LayersModel): void {
  for (const layer of model.layers) {
    if (layer.weights.length === 0) continue;
    const filled = layer.weights.map((weight) => {
      const name = weight.originalName;
      const seed = Array.from(name).reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
      const shape = weight.shape as number[];
      const values = Array.from({ length: tf.util.sizeFromShape(shape) }, (_, index) => {
        const value = fraction(index, seed);
        return /gamma|variance/.test(name) ? 1 + value : value;
      });
      return tf.tensor(values, shape);
    });
    layer.setWeights(filled);
    tf.dispose(filled);
  }
}
