import { describe, expect, it } from 'vitest';
import { toBackendFault } from './backendFault';
import { EngineError } from './engineError';

describe('toBackendFault', () => {
  it.each([
    new RangeError('Array buffer allocation failed'),
    new WebAssembly.RuntimeError('table index is out of bounds'),
    new Error('Failed to allocate GPU memory'),
    new EngineError('backend-wrong', 'it complained (out of memory)'),
    { message: 'WebAssembly.Memory.grow(): out of memory' },
  ])('knows a full memory: %s', (error) => {
    expect(toBackendFault(error)).toMatchObject({
      code: 'out-of-memory',
      detail: 'its memory was not enough',
    });
  });

  it('keeps what the engine found out', () => {
    const error = new EngineError('device-lost', 'the graphics card stopped answering');
    expect(toBackendFault(error)).toEqual({ code: error.code, detail: error.detail });
  });

  it('lays what nobody expected on the backend', () => {
    expect(toBackendFault(new TypeError('x is undefined'))).toMatchObject({
      code: 'predict-failed',
      detail: 'it failed (TypeError: x is undefined)',
    });
  });

  it.each(['model-shape', 'predict-failed', 'backend-unavailable'] as const)(
    'does not blame a backend for %s',
    (code) => expect(toBackendFault(new EngineError(code, 'out of memory'))).toBeNull(),
  );
});
