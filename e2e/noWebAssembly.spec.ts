/** A browser without WebGL and WebAssembly. */
import { expect, test } from './fixtures';
import { openTiny } from './pages/openTiny';

test.use({
  browserArgs: ['--disable-gpu', '--disable-software-rasterizer', '--js-flags=--jitless'],
});

test('the CPU runs the network, and the page says why', async ({ page }) => {
  const segment = await openTiny(page, 'auto');
  await segment.waitForNetwork();
  await expect(segment.engineBadge).toHaveText('CPU');
  await segment.engineBadge.click();
  for (const reason of [
    /Not WebGPU: /,
    /Not WebGL: this browser offers no WebGL 2/,
    /Not WASM: this browser has no WebAssembly/,
  ]) {
    await expect(segment.engineDetails).toContainText(reason);
  }
});
