import type { Failure } from '@/core/failure';
import { describe, EngineError, toFailure } from './engineError';

/**
 * What engines say when an allocation fails: V8 and SpiderMonkey on arrays, WASM on a full heap (with threads off, tfjs
 * runs into "table index is out of bounds"), WebGPU and WebGL on buffers and textures.
 */
const OUT_OF_MEMORY =
  /out of memory|allocation failed|failed to allocate|table index is out of bounds|memory access out of bounds|invalid (typed )?array length|createBuffer|createTexture|GPUOutOfMemory/i;

export function isOutOfMemory(error: unknown): boolean {
  return OUT_OF_MEMORY.test(describe(error));
}

/**
 * What went wrong on a backend, as a Failure whose detail says why it was left ("its memory was not enough").
 * Null where another backend would fail the same way: the model or the input is at fault.
 */
export function toBackendFault(error: unknown): Failure | null {
  if (
    error instanceof EngineError &&
    error.code !== 'device-lost' &&
    error.code !== 'backend-wrong'
  ) {
    return null;
  }
  if (isOutOfMemory(error)) {
    return { code: 'out-of-memory', detail: 'its memory was not enough', cause: describe(error) };
  }
  if (error instanceof EngineError) return toFailure(error);
  const cause = describe(error);
  return { code: 'predict-failed', detail: `it failed (${cause})`, cause };
}
