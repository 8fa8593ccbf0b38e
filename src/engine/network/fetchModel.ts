/**
 * A model's files, fetched and checked against its card; knows nothing of tfjs, so it may run while a backend starts.
 * In: the address of the folder of models. Out: the card, the topology and the weights' bytes.
 */
import { assembleModel, checkFile, type ModelFiles, neededFiles, parseJson } from './assembleModel';
import { parseCard } from './card';
import { EngineError } from './engineError';
import { type Fetch, fetchFile } from './fetchFile';
import { type ModelIndex, parseModelIndex } from './modelIndex';

export type ShippedModel = {
  /** Address of the folder of models, ending in '/'. */
  readonly modelsUrl: string;
  /** Null for the index's default. */
  readonly modelId: string | null;
  /** Whether a graphics card will run it; asked only where the index has a default for that. */
  readonly expectsGpu: () => Promise<boolean>;
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  readonly onProgress: (loadedBytes: number, totalBytes: number) => void;
};

/** Far above any index or card; stops a wrong address from filling the memory. */
const LARGEST_TEXT_BYTES = 4_000_000;

/**
 * Throws 'model-missing' (no such model or file), 'model-card' (index, card or model.json break their schema) and
 * 'model-altered' (another length or SHA-256 than the card says). An abort rejects with the signal's reason.
 */
export async function fetchModel(source: ShippedModel): Promise<ModelFiles> {
  if (source.modelId !== null) return fetchModelOf(source, source.modelId);
  const index = await fetchModelIndex(source);
  if (index.defaultOnGpu === undefined || !(await source.expectsGpu())) {
    return fetchModelOf(source, index.default);
  }
  try {
    return await fetchModelOf(source, index.defaultOnGpu);
  } catch (error) {
    // Without a connection the plain default may be all that is on the device.
    const isMissing = error instanceof EngineError && error.code === 'model-missing';
    if (!isMissing || source.signal.aborted) throw error;
    return fetchModelOf(source, index.default);
  }
}

async function fetchModelOf(source: ShippedModel, id: string): Promise<ModelFiles> {
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
    return { card, ...assembleModel(new Map(await Promise.all(fetched))) };
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

type Source = Pick<ShippedModel, 'modelsUrl' | 'fetch' | 'signal'>;

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

async function fetchJson(source: Source, url: string): Promise<unknown> {
  return parseJson(await fetchFile(source.fetch, url, source.signal, LARGEST_TEXT_BYTES), url);
}
