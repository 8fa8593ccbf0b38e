/** How much the running backend can hold, as far as anything tells. */
import * as tf from '@tensorflow/tfjs';

export type MemoryLimits = {
  /** All tensors together; null where nobody knows. */
  readonly allBytes: number | null;
  /** One tensor. */
  readonly bindingBytes: number | null;
};

/** WebAssembly addresses 4 GiB; tfjs hangs or breaks when it is full, so some is left. */
const WASM_BYTES = 3.6e9;

export function findMemoryLimits(): MemoryLimits {
  const name = tf.getBackend();
  if (name === 'wasm') return { allBytes: WASM_BYTES, bindingBytes: null };
  if (name === 'webgpu') {
    const { device } = tf.backend() as unknown as { device: GPUDevice };
    return { allBytes: null, bindingBytes: device.limits.maxStorageBufferBindingSize };
  }
  return { allBytes: null, bindingBytes: null };
}
