/**
 * Puts our gradient kernels in the place of tfjs's for the running backend, while a training is open.
 */
import * as tf from '@tensorflow/tfjs';
import { replaceKernel } from '@/engine/network/replaceKernel';
import { filterGradientWasm } from './filterGradientWasm';
import { makeFilterGradientWebGpu } from './filterGradientWebGpu';
import { makeInputGradientWasm } from './inputGradientWasm';

/** Ours for `backendName`; the function returned gives tfjs's own back. */
export function useKernels(backendName = tf.getBackend()): () => void {
  const undo = makeKernels(backendName).map(replaceKernel);
  return () => undo.forEach((restore) => restore());
}

function makeKernels(backendName: string): tf.KernelConfig[] {
  const stock = (kernelName: string) => tf.getKernel(kernelName, backendName).kernelFunc;
  switch (backendName) {
    case 'webgpu':
      return [makeFilterGradientWebGpu(stock(tf.Conv2DBackpropFilter))];
    case 'wasm':
      return [filterGradientWasm, makeInputGradientWasm(stock(tf.Conv2DBackpropInput))];
    default:
      return [];
  }
}
