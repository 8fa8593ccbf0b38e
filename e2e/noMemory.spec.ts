/** A device that has no memory left for WebAssembly. */
import { expect, test } from './fixtures';
import { openTiny } from './pages/openTiny';

test.use({
  browserArgs: [
    '--disable-gpu',
    '--disable-software-rasterizer',
    '--js-flags=--wasm-max-mem-pages=1',
  ],
});

test('the next backend runs the network, and the page says why', async ({ page }) => {
  const segment = await openTiny(page, 'auto');
  await segment.waitForNetwork();
  await expect(segment.engineBadge).toHaveText('CPU');
  await segment.engineBadge.click();
  await expect(segment.engineDetails).toContainText('Not WASM: it failed');
});
