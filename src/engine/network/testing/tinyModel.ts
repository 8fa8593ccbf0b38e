/** The tests' own models (at 32 px, exported by training with random weights), read from e2e/fixtures. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { ModelInput } from '@/core/raster/types';
import type { Fetch } from '@/engine/network/fetchFile';

export const MODELS_URL = 'http://models.test/';
const FOLDER = join(import.meta.dirname, '../../../../e2e/fixtures');
const SIDE = 32;
/** Of widths 4-8-8; of inverted blocks, with a decoder of 4-4-8-8. */
const TINY_IDS = ['tiny', 'tiny-inverted'] as const;
export type TinyId = (typeof TINY_IDS)[number];

export type Json = Record<string, unknown>;
export type Files = Map<string, Uint8Array<ArrayBuffer>>;

/** All files below the folder of models, by their path in it. */
export function readTinyFiles(): Files {
  const names = ['card.json', 'model.json', 'weights.bin', 'golden-input.bin', 'golden-output.bin'];
  const paths = ['index.json', ...TINY_IDS.flatMap((id) => names.map((name) => `${id}/${name}`))];
  return new Map(paths.map((path) => [path, new Uint8Array(readFileSync(join(FOLDER, path)))]));
}

/** A JSON file among `files`, changed by `change`. */
export function editJson(files: Files, path: string, change: (value: Json) => void): void {
  const value = JSON.parse(new TextDecoder().decode(files.get(path))) as Json;
  change(value);
  files.set(path, new TextEncoder().encode(JSON.stringify(value)));
}

/** A fetch that answers from `files`, and notes in `asked` what it was asked for. */
export function serve(files: Files, asked: string[] = []): Fetch {
  return (url, { signal }) => {
    signal.throwIfAborted();
    const path = url.slice(MODELS_URL.length);
    asked.push(path);
    const bytes = files.get(path);
    return Promise.resolve(bytes ? new Response(bytes) : new Response('', { status: 404 }));
  };
}

/** The golden picture as `tiny` takes it. */
export function readGoldenInput(): ModelInput {
  const size = { width: SIDE, height: SIDE };
  const bytes = readTinyFiles().get('tiny/golden-input.bin')!;
  const placed = { x: 0, y: 0, ...size };
  return {
    data: Float32Array.from(bytes, (byte) => byte / 255),
    size,
    fit: { kind: 'stretch', source: size, target: size, placed },
  };
}

/** What PyTorch answers to it. */
export function readGoldenOutput(id: TinyId = 'tiny'): Float32Array {
  return new Float32Array(readTinyFiles().get(`${id}/golden-output.bin`)!.buffer);
}

/** The largest absolute difference. */
export function findLargestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);
}

/** Runs tfjs in plain JavaScript. */
export async function useProcessor(): Promise<void> {
  await tf.setBackend('cpu');
}
