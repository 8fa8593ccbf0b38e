/**
 * tfjs on WebAssembly: which of its binaries this browser can run, on how many threads.
 *
 * tfjs never takes more threads than half of what navigator.hardwareConcurrency says, so on two cores only one. While
 * it starts, this worker is therefore told twice the true number, and the wish is set to the true one.
 */
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import * as tf from '@tensorflow/tfjs';
import { useConcatWasm } from './concatWasm';

/** tfjs's thread pool holds no more workers; XNNPACK gains little beyond them. */
const MOST_THREADS = 8;

export type WasmAbilities = { readonly simd: boolean; readonly threads: boolean };

let detected: Promise<WasmAbilities> | undefined;
/** Once a worker: after a start that failed, tfjs throws where it is told them again. */
let arePathsTold = false;

/** What this browser and page allow. Threads need shared memory, which only an isolated page gets. */
export function detectWasm(): Promise<WasmAbilities> {
  // Asked once: startWasm overwrites the flag.
  detected ??= (async () => {
    const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) as boolean;
    const atomics = (await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT')) as boolean;
    // tfjs has no binary with threads and without SIMD.
    return { simd, threads: simd && atomics && self.crossOriginIsolated };
  })();
  return detected;
}

/** Brings the binary that startWasm takes into the browser's cache, where tfjs finds it. Fails quietly: tfjs tells why. */
export async function fetchWasm({ simd, threads }: WasmAbilities): Promise<void> {
  const best = simd ? simdUrl : plainUrl;
  const fetched = fetch(absolute(threads ? threadedUrl : best));
  await fetched.then((answer) => answer.arrayBuffer()).catch(() => undefined);
}

/** Starts tfjs's wasm backend with or without threads; returns the number that really runs. */
export async function startWasm(withThreads: boolean): Promise<number> {
  if (!arePathsTold) {
    setWasmPaths({
      'tfjs-backend-wasm.wasm': absolute(plainUrl),
      'tfjs-backend-wasm-simd.wasm': absolute(simdUrl),
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(threadedUrl),
    });
    arePathsTold = true;
  }
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', withThreads);
  const cores = navigator.hardwareConcurrency;
  setThreadsCount(withThreads ? Math.min(cores, MOST_THREADS) : 1);
  Object.defineProperty(navigator, 'hardwareConcurrency', {
    get: () => 2 * cores,
    configurable: true,
  });
  try {
    if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its wasm backend');
    useConcatWasm();
    return withThreads ? getThreadsCount() : 1;
  } finally {
    // The prototype's own property shows again.
    Reflect.deleteProperty(navigator, 'hardwareConcurrency');
  }
}

/** tfjs resolves them in a worker made from a blob, where a relative address leads nowhere. */
function absolute(url: string): string {
  return new URL(url, import.meta.url).href;
}
