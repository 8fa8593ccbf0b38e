import { describe, expect, it } from 'vitest';
import {
  editJson,
  type Files,
  MODELS_URL,
  readTinyFiles,
  serve,
} from '@/engine/network/testing/tinyModel';
import type { ModelCard } from './card';
import { fetchModel } from './fetchModel';

type Progress = [loadedBytes: number, totalBytes: number];

function get(
  files: Files,
  modelId: string | null = null,
  progress: Progress[] = [],
  onGpu = false,
) {
  return fetchModel({
    modelsUrl: MODELS_URL,
    modelId,
    expectsGpu: () => Promise.resolve(onGpu),
    fetch: serve(files),
    signal: new AbortController().signal,
    onProgress: (...bytes) => progress.push(bytes),
  });
}

describe('fetchModel', () => {
  it('gets the default model and tells how many bytes have come', async () => {
    const progress: Progress[] = [];
    const { card, weights, weightSpecs } = await get(readTinyFiles(), null, progress);
    expect(card.id).toBe('tiny');
    expect(weights.byteLength).toBe(card.parameters * 2);
    expect(weightSpecs[0]!.name).toBe('encoder1_conv1/kernel');
    expect(progress[0]).toEqual([0, 31_320]);
    expect(progress.at(-1)).toEqual([31_320, 31_320]);
  });

  it('takes the default for graphics cards where one runs, and the plain one where that is away', async () => {
    const files = readTinyFiles();
    for (const [path, bytes] of [...files]) {
      if (path.startsWith('tiny/')) files.set(path.replace('tiny/', 'large/'), bytes);
    }
    editJson(files, 'large/card.json', (card) => (card.id = 'large'));
    editJson(files, 'index.json', (index) => (index.defaultOnGpu = 'large'));
    expect((await get(files)).card.id).toBe('tiny');
    expect((await get(files, null, [], true)).card.id).toBe('large');
    expect((await get(files, 'tiny', [], true)).card.id).toBe('tiny');
    files.delete('large/weights.bin');
    expect((await get(files, null, [], true)).card.id).toBe('tiny');
    await expect(get(files, 'large', [], true)).rejects.toThrow('model-missing');
  });

  it('asks for a model by its id, and never for the golden pair', async () => {
    const files = readTinyFiles();
    for (const name of ['index.json', 'tiny/golden-input.bin', 'tiny/golden-output.bin']) {
      files.delete(name);
    }
    expect((await get(files, 'tiny')).card.id).toBe('tiny');
  });

  const breakages: [what: string, code: string, detail: RegExp, change: (files: Files) => void][] =
    [
      [
        'no index',
        'model-missing',
        /^index\.json is not there/,
        (files) => files.delete('index.json'),
      ],
      [
        'no card',
        'model-missing',
        /^card\.json is not there/,
        (files) => files.delete('tiny/card.json'),
      ],
      [
        'no weights',
        'model-missing',
        /^weights\.bin is not there \(the server answered 404\)$/,
        (files) => files.delete('tiny/weights.bin'),
      ],
      [
        'one bit flipped',
        'model-altered',
        /^weights\.bin is not the file that its card describes/,
        (files) => (files.get('tiny/weights.bin')![1000]! ^= 1),
      ],
      [
        'cut short',
        'model-altered',
        /^weights\.bin has 5000 bytes; its card says 10490$/,
        (files) => files.set('tiny/weights.bin', files.get('tiny/weights.bin')!.slice(0, 5000)),
      ],
      [
        'too long',
        'model-altered',
        /^weights\.bin is longer than its card says$/,
        (files) => files.set('tiny/weights.bin', new Uint8Array(20_000)),
      ],
      [
        'a card that is not JSON',
        'model-card',
        /^card\.json is not JSON$/,
        (files) => files.set('tiny/card.json', new TextEncoder().encode('{"schema": 1,')),
      ],
      [
        'a card of another model',
        'model-card',
        /says “other” in the folder “tiny”$/,
        (files) => editJson(files, 'tiny/card.json', (card) => (card.id = 'other')),
      ],
      [
        'a card without the weights',
        'model-card',
        /does not list weights\.bin$/,
        (files) =>
          editJson(files, 'tiny/card.json', (card) => {
            card.files = (card.files as ModelCard['files']).filter(
              ({ name }) => name !== 'weights.bin',
            );
          }),
      ],
    ];

  it.each(breakages)('%s: %s', async (_, code, detail, change) => {
    const files = readTinyFiles();
    change(files);
    await expect(get(files)).rejects.toMatchObject({
      code,
      detail: expect.stringMatching(detail) as string,
    });
  });

  it('ends the other downloads, and tells nothing more, once one file fails', async () => {
    const files = readTinyFiles();
    files.delete('tiny/weights.bin');
    const fromFiles = serve(files);
    const progress: Progress[] = [];
    let sendLate = (): void => undefined;
    let slowSignal: AbortSignal | undefined;
    const fetching = fetchModel({
      modelsUrl: MODELS_URL,
      modelId: 'tiny',
      expectsGpu: () => Promise.resolve(false),
      fetch: (url, init) => {
        if (!url.endsWith('model.json')) return fromFiles(url, init);
        slowSignal = init.signal;
        const late = new ReadableStream<Uint8Array>({
          start: (stream) => {
            sendLate = () => stream.enqueue(new Uint8Array(10));
          },
        });
        return Promise.resolve(new Response(late));
      },
      signal: new AbortController().signal,
      onProgress: (...bytes) => progress.push(bytes),
    });
    await expect(fetching).rejects.toMatchObject({ code: 'model-missing' });
    expect(slowSignal?.aborted).toBe(true);
    sendLate();
    await new Promise((resolve) => setTimeout(resolve));
    expect(progress).toEqual([[0, 31_320]]);
  });

  it('takes a page in place of a file for a missing file', async () => {
    const page = new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } });
    const fetching = fetchModel({
      modelsUrl: MODELS_URL,
      modelId: 'light',
      expectsGpu: () => Promise.resolve(false),
      fetch: () => Promise.resolve(page),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    await expect(fetching).rejects.toMatchObject({ code: 'model-missing' });
  });

  it('cannot be led out of its folder', async () => {
    await expect(get(readTinyFiles(), '../tiny')).rejects.toMatchObject({ code: 'model-missing' });
  });
});
