/** A trained network as the files of a model: the parent's topology at another size, and float16 weights. */
import { readWeights } from '@/core/onnx/readWeights';
import type { ModelFiles } from '@/engine/network/assembleModel';
import { toSha256 } from '@/core/sha256';
import { EngineError } from '@/engine/network/engineError';
import { toHalf } from './toHalf';
import type { ModelFile } from './types';

type Layer = { readonly class_name?: unknown; config?: Record<string, unknown> };

/** The parent's files at `side` px, with `weights` by name in the place of its own; the others stay. All are float16. */
export function toTrainedFiles(
  parent: ModelFiles,
  side: number,
  weights: ReadonlyMap<string, Float32Array>,
): ModelFiles {
  const size = { width: side, height: side };
  const before = readWeights(
    { weightsManifest: [{ weights: parent.weightSpecs }] },
    new Uint8Array(parent.weights),
  );
  const parts = [...before].map(([name, { values }]) => toHalf(weights.get(name) ?? values));
  const halves = new Uint16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    halves.set(part, offset);
    offset += part.length;
  }
  return {
    card: { ...parent.card, input: { ...parent.card.input, size } },
    topology: resize(parent.topology, side),
    weightSpecs: parent.weightSpecs.map((spec) => ({
      ...spec,
      quantization: { dtype: 'float16', original_dtype: 'float32' },
    })),
    weights: halves.buffer,
  };
}

/** model.json and weights.bin. */
export async function writeModel(files: ModelFiles): Promise<ModelFile[]> {
  const model = {
    format: 'layers-model',
    generatedBy: 'lentigo-finetune',
    convertedBy: null,
    modelTopology: files.topology,
    weightsManifest: [{ paths: ['weights.bin'], weights: files.weightSpecs }],
  };
  const contents: [string, Uint8Array<ArrayBuffer>][] = [
    ['model.json', new TextEncoder().encode(`${JSON.stringify(model)}\n`)],
    ['weights.bin', new Uint8Array(files.weights.slice(0))],
  ];
  return Promise.all(
    contents.map(async ([name, bytes]) => ({
      name,
      bytes,
      sha256: await toSha256(crypto.subtle, bytes),
    })),
  );
}

/** The topology with its input layer at `side` px; every other layer takes any size. */
function resize(topology: object, side: number): object {
  const copy = structuredClone(topology) as {
    model_config?: { config?: { layers?: Layer[] } };
  };
  const input = copy.model_config?.config?.layers?.find(
    ({ class_name }) => class_name === 'InputLayer',
  );
  if (!input?.config) throw new EngineError('model-shape', 'its topology has no input layer');
  input.config.batch_input_shape = [null, side, side, 3];
  return copy;
}
