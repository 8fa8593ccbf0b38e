/** Plain TensorFlow.js: loadLayersModel and model.predict on the very files that the page ships. */
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import * as Comlink from 'comlink';
import { countThreads, SIDE, type Contender } from './contender';

let model: tf.LayersModel;

const contender: Contender = {
  async prepare(backend, threads) {
    const absolute = (url: string) => new URL(url, import.meta.url).href;
    setWasmPaths({
      'tfjs-backend-wasm.wasm': absolute(plainUrl),
      'tfjs-backend-wasm-simd.wasm': absolute(simdUrl),
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(threadedUrl),
    });
    // As it comes: tfjs takes no more threads than half of the cores.
    setThreadsCount(threads);
    if (!(await tf.setBackend(backend))) throw new Error(`tfjs cannot start ${backend}`);
    model = await tf.loadLayersModel('/models/light/model.json');
    await this.run(new Float32Array(SIDE * SIDE * 3));
    return backend === 'wasm' ? `wasm, ${countThreads(getThreadsCount())}` : backend;
  },
  async run(pixels) {
    const started = performance.now();
    const output = tf.tidy(
      () => model.predict(tf.tensor4d(pixels, [1, SIDE, SIDE, 3])) as tf.Tensor,
    );
    const probabilities = (await output.data()) as Float32Array;
    output.dispose();
    return { elapsedMs: performance.now() - started, probabilities };
  },
};

Comlink.expose(contender);
