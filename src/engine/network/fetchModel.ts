/**
 * A model's files, fetched and checked against its card; knows nothing of tfjs, so it may run while a backend starts.
 * In: the address of the folder of models. Out: the card, the topology and the weights' bytes.
 */
import { z } from 'zod';
import { type ModelCard, parseCard, parseWith } from './card';
import { EngineError } from './engineError';
import { type Fetch, fetchFile } from './fetchFile';
import { type ModelIndex, parseModelIndex } from './modelIndex';

export type ModelFiles = {
  readonly card: ModelCard;
  readonly topology: object;
  readonly weightSpecs: WeightSpec[];
  /** In the order of `weightSpecs`, whose `quantization` says how; float16 is little-endian. */
  readonly weights: ArrayBuffer;
};
export type WeightSpec = z.infer<typeof weightSpec>;

export type ModelSource = {
  /** Address of the folder of models, ending in '/'. */
  readonly modelsUrl: string;
  /** Null for the index's default. */
  readonly modelId: string | null;
  /** Whether a graphics card will run it; decides between the index's defaults. */
  readonly onGpu: Promise<boolean>;
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  readonly onProgress: (loadedBytes: number, totalBytes: number) => void;
};

/** Far above any index or card; stops a wrong address from filling the memory. */
const LARGEST_TEXT_BYTES = 4_000_000;

const weightSpec = z.object({
  name: z.string(),
  shape: z.array(z.int().positive()),
  dtype: z.literal('float32'),
  quantization: z.discriminatedUnion('dtype', [
    z.object({ dtype: z.literal('float16'), original_dtype: z.literal('float32') }),
    // A byte b stands for b · scale + min.
    z.object({
      dtype: z.literal('uint8'),
      min: z.number(),
      scale: z.number().positive(),
      original_dtype: z.literal('float32'),
    }),
  ]),
});
const layersModel = z.object({
  format: z.literal('layers-model'),
  modelTopology: z.looseObject({}),
  weightsManifest: z
    .array(z.object({ paths: z.array(z.string()).min(1), weights: z.array(weightSpec) }))
    .min(1),
});

/**
 * Throws 'model-missing' (no such model or file), 'model-card' (index, card or model.json break their schema) and
 * 'model-altered' (another length or SHA-256 than the card says). An abort rejects with the signal's reason.
 */
export async function fetchModel(source: ModelSource): Promise<ModelFiles> {
  if (source.modelId !== null) return fetchModelOf(source, source.modelId);
  const [index, onGpu] = await Promise.all([fetchModelIndex(source), source.onGpu]);
  if (!onGpu || index.defaultOnGpu === undefined) return fetchModelOf(source, index.default);
  try {
    return await fetchModelOf(source, index.defaultOnGpu);
  } catch (error) {
    // Without a connection the plain default may be all that is on the device.
    const isMissing = error instanceof EngineError && error.code === 'model-missing';
    if (!isMissing || source.signal.aborted) throw error;
    return fetchModelOf(source, index.default);
  }
}

async function fetchModelOf(source: ModelSource, id: string): Promise<ModelFiles> {
  if (!/^[\w-]+$/.test(id)) throw new EngineError('model-missing', `there is no model “${id}”`);
  const folder = `${source.modelsUrl}${id}/`;
  const card = parseCard(await fetchJson(source, `${folder}card.json`));
  if (card.id !== id) {
    throw new EngineError('model-card', `card.json at id: says “${card.id}” in the folder “${id}”`);
  }

  const needed = neededFiles(card);
  const totalBytes = needed.reduce((sum, file) => sum + file.bytes, 0);
  let loadedBytes = 0;
  source.onProgress(0, totalBytes);
  // One file that fails ends the others too: nothing is told of them, or fetched, after the error.
  const downloads = followedBy(source.signal);
  const fetched = needed.map(async (file) => {
    const url = `${folder}${file.name}`;
    const bytes = await fetchFile(source.fetch, url, downloads.signal, file.bytes, (count) => {
      loadedBytes += count;
      if (!downloads.signal.aborted) source.onProgress(loadedBytes, totalBytes);
    });
    await checkFile(bytes, file);
    return [file.name, bytes] as const;
  });
  try {
    return { card, ...assemble(new Map(await Promise.all(fetched))) };
  } catch (error) {
    downloads.abort();
    throw error;
  }
}

/** A controller that is aborted with `signal`, or by itself. */
function followedBy(signal: AbortSignal): AbortController {
  const controller = new AbortController();
  if (signal.aborted) controller.abort(signal.reason);
  signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
  return controller;
}

type Source = Pick<ModelSource, 'modelsUrl' | 'fetch' | 'signal'>;

/** Which models there are. Throws as fetchModel does. */
export async function fetchModelIndex(source: Source): Promise<ModelIndex> {
  return parseModelIndex(await fetchJson(source, `${source.modelsUrl}index.json`));
}

/** Addresses of all that a model needs to run. Throws as fetchModel does. */
export async function listModelFiles(source: Source, id: string): Promise<readonly string[]> {
  const folder = `${source.modelsUrl}${id}/`;
  const card = parseCard(await fetchJson(source, `${folder}card.json`));
  return ['card.json', ...neededFiles(card).map(({ name }) => name)].map((name) => folder + name);
}

/** The golden pair is for the tests. */
function neededFiles({ files, golden }: ModelCard): ModelCard['files'] {
  return files.filter(({ name }) => name !== golden.input && name !== golden.output);
}

async function fetchJson(source: Source, url: string): Promise<unknown> {
  return parseJson(await fetchFile(source.fetch, url, source.signal, LARGEST_TEXT_BYTES), url);
}

function parseJson(bytes: Uint8Array, url: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    const name = url.slice(url.lastIndexOf('/') + 1);
    throw new EngineError('model-card', `${name} is not JSON`, error);
  }
}

async function checkFile(
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
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== file.sha256) {
    throw new EngineError(
      'model-altered',
      `${file.name} is not the file that its card describes (SHA-256 differs)`,
    );
  }
}

function assemble(files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): Omit<ModelFiles, 'card'> {
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
