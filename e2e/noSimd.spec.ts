/** A processor on which the browser has no SIMD for WebAssembly. */
import { expect, test } from './fixtures';
import { openTiny } from './pages/openTiny';

test.use({ browserArgs: ['--js-flags=--no-enable-sse4-1'] });

test('plain WASM runs the network, and the page says that it is slow', async ({ page }) => {
  const segment = await openTiny(page, 'wasm');
  await segment.waitForNetwork();
  await expect(segment.engineBadge).toHaveText('WASM, 1 thread');
  await segment.engineBadge.click();
  await expect(segment.engineDetails).toContainText('WASM, slow: this browser has no SIMD');
});
