/**
 * A model's files made into a network on the running backend.
 * In: what fetchModel gave. Out: the folded network; the LayersModel that carried the weights is gone.
 */
import * as tf from '@tensorflow/tfjs';
import { isOutOfMemory } from './backendFault';
import type { ModelCard } from './card';
import { EngineError } from './engineError';
import type { ModelFiles } from './assembleModel';
import { foldUNet, type Network } from './foldedUNet';
import { readLayers } from './layerWeights';

/** Throws 'model-shape' where topology, weights and card do not fit together. */
export async function loadNetwork(files: ModelFiles): Promise<Network> {
  const { card } = files;
  const model = await loadLayersModel(files);
  try {
    checkShapes(model, card);
    return foldUNet(readLayers(model), card.architecture);
  } finally {
    model.dispose();
  }
}

async function loadLayersModel(files: ModelFiles): Promise<tf.LayersModel> {
  try {
    return await tf.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: files.topology,
        weightSpecs: files.weightSpecs,
        weightData: files.weights,
      }),
    );
  } catch (error) {
    if (isOutOfMemory(error)) throw error;
    throw new EngineError('model-shape', 'its weights do not fit its layers', error);
  }
}

function checkShapes(model: tf.LayersModel, card: ModelCard): void {
  const { width, height } = card.input.size;
  const expected = { input: [null, height, width, 3], output: [null, height, width, 1] };
  const actual = { input: model.inputs[0]?.shape, output: model.outputs[0]?.shape };
  for (const end of ['input', 'output'] as const) {
    if (JSON.stringify(actual[end]) !== JSON.stringify(expected[end])) {
      throw new EngineError(
        'model-shape',
        `its ${end} is ${String(actual[end])}; its card says ${String(expected[end])}`,
      );
    }
  }
  const parameters = model.countParams();
  if (parameters !== card.parameters) {
    throw new EngineError(
      'model-shape',
      `it has ${parameters} parameters; its card says ${card.parameters}`,
    );
  }
  if (card.architecture.kind === 'inverted-residual-unet') checkBlocks(model, card.architecture);
  // a level that the card does not name would be left out in silence
  const { kind, widths } = card.architecture;
  const part = kind === 'residual-unet' ? 'encoder' : 'decoder';
  [...widths, undefined].forEach((filters, index) => {
    const name = `${part}${index + 1}_conv2`;
    const found = model.layers.find((layer) => layer.name === name)?.getConfig().filters as
      number | undefined;
    if (found !== filters) {
      throw new EngineError(
        'model-shape',
        `${name} has ${found ?? 'no'} filters; its card says ${filters ?? 'none'}`,
      );
    }
  });
}

/** The same for the inverted blocks of each level. */
function checkBlocks(
  model: tf.LayersModel,
  { blocks }: { readonly blocks: readonly number[] },
): void {
  const found: number[] = [];
  for (const { name } of model.layers) {
    const level = /^encoder(\d+)_block\d+_project$/.exec(name)?.[1];
    if (level !== undefined) found[Number(level) - 1] = (found[Number(level) - 1] ?? 0) + 1;
  }
  if (found.join() !== blocks.join()) {
    throw new EngineError(
      'model-shape',
      `its encoder has ${found.join(', ') || 'no'} inverted blocks; its card says ${blocks.join(', ')}`,
    );
  }
}
