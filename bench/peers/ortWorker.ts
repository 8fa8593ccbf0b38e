/** onnxruntime-web on the ONNX file that training/ writes from the same weights. */
import * as Comlink from 'comlink';
import * as ort from 'onnxruntime-web/webgpu';
import mjsUrl from '../../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasmUrl from '../../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.asyncify.wasm?url';
import { countThreads, SIDE, type Contender } from './contender';

let session: ort.InferenceSession;

const contender: Contender = {
  async prepare(backend, threads) {
    const absolute = (url: string) => new URL(url, import.meta.url).href;
    ort.env.wasm.wasmPaths = { mjs: absolute(mjsUrl), wasm: absolute(wasmUrl) };
    ort.env.wasm.numThreads = threads;
    session = await ort.InferenceSession.create('/light.onnx', {
      executionProviders: [backend],
      graphOptimizationLevel: 'all',
    });
    await this.run(new Float32Array(SIDE * SIDE * 3));
    return backend === 'wasm' ? `wasm, ${countThreads(threads)}` : backend;
  },
  async run(pixels) {
    // Its pictures have their channels first; turning them is part of the way, as it is for tfjs's upload.
    const started = performance.now();
    const planes = new Float32Array(pixels.length);
    const count = SIDE * SIDE;
    for (let i = 0; i < count; i++) {
      planes[i] = pixels[3 * i]!;
      planes[count + i] = pixels[3 * i + 1]!;
      planes[2 * count + i] = pixels[3 * i + 2]!;
    }
    const { probabilities } = await session.run({
      input: new ort.Tensor('float32', planes, [1, 3, SIDE, SIDE]),
    });
    const data = (await probabilities!.getData()) as Float32Array;
    return { elapsedMs: performance.now() - started, probabilities: data };
  },
};

Comlink.expose(contender);
