import { copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { closeBackend } from './device';
import { fetchWasm, startWasm } from './wasmThreads';

/** Where the binaries are served from: an empty folder at first. */
const host = await vi.hoisted(async () => {
  const { mkdtempSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const { pathToFileURL } = await import('node:url');
  return `${pathToFileURL(mkdtempSync(`${tmpdir()}/lentigo-wasm-`)).href}/`;
});
vi.mock('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url', () => ({
  default: `${host}tfjs-backend-wasm.wasm`,
}));
vi.mock('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url', () => ({
  default: `${host}tfjs-backend-wasm-simd.wasm`,
}));
vi.mock('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url', () => ({
  default: `${host}tfjs-backend-wasm-threaded-simd.wasm`,
}));

const dist = join(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'), '..');

// Node 20 has no navigator
beforeAll(() => void vi.stubGlobal('navigator', { hardwareConcurrency: 1 }));
afterAll(() => {
  vi.unstubAllGlobals();
  rmSync(fileURLToPath(host), { recursive: true });
});

it('starts once its binary can be had, also after a start without it', async () => {
  await expect(startWasm(false)).rejects.toThrow('tfjs could not start its wasm backend');
  closeBackend('wasm');
  for (const name of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm']) {
    copyFileSync(join(dist, name), fileURLToPath(host + name));
  }
  expect(await startWasm(false)).toBe(1);
  expect(tf.getBackend()).toBe('wasm');
});

it('fetches the one binary that a start takes, and leaves it to the start to tell of a fault', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url.slice(host.length));
    return Promise.reject(new TypeError('no network'));
  });
  await fetchWasm({ simd: true, threads: true });
  await fetchWasm({ simd: true, threads: false });
  await fetchWasm({ simd: false, threads: false });
  expect(asked).toEqual([
    'tfjs-backend-wasm-threaded-simd.wasm',
    'tfjs-backend-wasm-simd.wasm',
    'tfjs-backend-wasm.wasm',
  ]);
});
