/**
 * A model's files, checked against its card and read; knows nothing of where they came from, nor of tfjs.
 */
import * as z from 'zod/mini';
import { toSha256 } from '@/core/sha256';
import { type ModelCard, parseWith } from './card';
import { EngineError } from './engineError';

export type ModelFiles = {
  readonly card: ModelCard;
  readonly topology: object;
  readonly weightSpecs: WeightSpec[];
  /** In the order of `weightSpecs`, whose `quantization` says how; float16 is little-endian. */
  readonly weights: ArrayBuffer;
};
export type WeightSpec = z.infer<typeof weightSpec>;

const weightSpec = z.object({
  name: z.string(),
  shape: z.array(z.int().check(z.positive())),
  dtype: z.literal('float32'),
  quantization: z.discriminatedUnion('dtype', [
    z.object({ dtype: z.literal('float16'), original_dtype: z.literal('float32') }),
    // A byte b stands for b · scale + min.
    z.object({
      dtype: z.literal('uint8'),
      min: z.number(),
      scale: z.number().check(z.positive()),
      original_dtype: z.literal('float32'),
    }),
  ]),
});
const layersModel = z.object({
  format: z.literal('layers-model'),
  modelTopology: z.looseObject({}),
  weightsManifest: z
    .array(
      z.object({ paths: z.array(z.string()).check(z.minLength(1)), weights: z.array(weightSpec) }),
    )
    .check(z.minLength(1)),
});

/** The golden pair is for the tests. */
export function neededFiles({ files, golden }: ModelCard): ModelCard['files'] {
  return files.filter(({ name }) => name !== golden?.input && name !== golden?.output);
}

/** Throws 'model-card' where `bytes` are no JSON; `url` or name is for the words. */
export function parseJson(bytes: Uint8Array, url: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    const name = url.slice(url.lastIndexOf('/') + 1);
    throw new EngineError('model-card', `${name} is not JSON`, error);
  }
}

/** Throws 'model-altered' where `bytes` are not those that the card lists. */
export async function checkFile(
  bytes: Uint8Array<ArrayBuffer>,
  file: ModelCard['files'][number],
): Promise<void> {
  if (bytes.byteLength !== file.bytes) {
    throw new EngineError(
      'model-altered',
      `${file.name} has ${bytes.byteLength} bytes; its card says ${file.bytes}`,
    );
  }
  // Browsers offer digests on https and localhost only.
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  if (!subtle)
    throw new EngineError(
      'model-altered',
      `${file.name} can be checked on https or localhost only`,
    );
  if ((await toSha256(subtle, bytes)) !== file.sha256) {
    throw new EngineError(
      'model-altered',
      `${file.name} is not the file that its card describes (SHA-256 differs)`,
    );
  }
}

/** Throws 'model-card' where model.json breaks its schema or names a file that is not in `files`. */
export function assembleModel(
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): Omit<ModelFiles, 'card'> {
  const file = (name: string) => {
    const bytes = files.get(name);
    if (!bytes) throw new EngineError('model-card', `card.json at files: does not list ${name}`);
    return bytes;
  };
  const model = parseWith(layersModel, parseJson(file('model.json'), 'model.json'), 'model.json');
  const parts = model.weightsManifest.flatMap(({ paths }) => paths.map(file));
  const weights = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    weights.set(part, offset);
    offset += part.byteLength;
  }
  return {
    topology: model.modelTopology,
    weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
    weights: weights.buffer,
  };
}
