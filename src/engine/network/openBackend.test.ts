import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BackendName } from '@/engine/protocol';

/** What a backend runs on (code of WebGPU, binary of WASM) is asked for, and comes when a test lets it. */
let asked: Promise<void>;
let arrive: () => void;
/** Of WebGPU. */
let starts: number;

beforeEach(() => {
  let ask: () => void;
  asked = new Promise((resolve) => (ask = resolve));
  const come = new Promise<void>((resolve) => (arrive = resolve));
  starts = 0;
  vi.resetModules();
  vi.doMock('@tensorflow/tfjs-backend-webgpu', async () => {
    ask();
    await come;
    tf.registerBackend('webgpu', () => {
      starts++;
      throw new Error('no card after all');
    });
    return {};
  });
  vi.stubGlobal('fetch', () => {
    ask();
    return come.then(() => new Response());
  });
  const info = { vendor: 'a', architecture: '', device: '', description: 'card' };
  vi.stubGlobal('navigator', { gpu: { requestAdapter: () => Promise.resolve({ info }) } });
  vi.stubGlobal('self', { crossOriginIsolated: false });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** `first`, then the plain processor. */
async function open(first: 'webgpu' | 'wasm') {
  const { openBackend } = await import('./openBackend');
  const other: BackendName = first === 'wasm' ? 'webgpu' : 'wasm';
  const { report } = await openBackend('auto', new Map([[other, 'not asked for']]));
  return { ran: report.name, why: report.passedOver.find(({ name }) => name === first)?.reason };
}

describe('openBackend', () => {
  it('leaves what runs alone when code comes after it was given up', async () => {
    const opening = open('webgpu');
    await asked;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await opening).toEqual({ ran: 'cpu', why: 'its code did not come in time' });
    arrive();
    await vi.dynamicImportSettled();
    expect(tf.engine().registryFactory).toHaveProperty('webgpu');
    expect(starts).toBe(0);
    expect(tf.getBackend()).toBe('cpu');
  });

  it.each(['webgpu', 'wasm'] as const)(
    'does not take a slow download of %s for a start that hangs',
    async (name) => {
      const opening = open(name);
      await asked;
      await vi.advanceTimersByTimeAsync(60_000);
      arrive();
      const why = `it failed (Error: tfjs could not start its ${name} backend)`;
      expect(await opening).toEqual({ ran: 'cpu', why });
    },
  );
});
