/** Runs tfjs on WebAssembly in Node, on one thread. */
import { join } from 'node:path';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs';

const FOLDER = join(
  import.meta.dirname,
  '../../../../node_modules/@tensorflow/tfjs-backend-wasm/dist/',
);

export async function useWasm(): Promise<void> {
  setWasmPaths(FOLDER);
  setThreadsCount(1);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its wasm backend');
}
