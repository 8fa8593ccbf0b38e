import { afterEach, beforeEach, vi } from 'vitest';

/** Node has no canvas; the tests of the file that calls this draw nothing. */
export function withoutCanvas(): void {
  beforeEach(() => {
    class Canvas {
      getContext = () => null;
    }
    vi.stubGlobal('OffscreenCanvas', Canvas);
  });
  afterEach(() => void vi.unstubAllGlobals());
}
