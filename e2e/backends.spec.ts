/** What the page says of the backend that runs: a forced one, one that is not there, one that is lost on the way. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { openTiny } from './pages/openTiny';
import { drawLesion } from './pictures/drawLesion';
import { pngFile } from './pictures/encode';

const photo = pngFile('arm.png', drawLesion({ width: 320, height: 240 }).picture);

/** Calls the engine's own loseDevice in its worker, as the page would through Comlink. */
async function loseDevice(page: Page): Promise<void> {
  for (const worker of page.workers()) {
    await worker.evaluate(() => {
      if (!self.name.startsWith('lentigo-engine-')) return;
      const data = { id: 'test', type: 'APPLY', path: ['loseDevice'], argumentList: [] };
      self.dispatchEvent(new MessageEvent('message', { data }));
    });
  }
}

test('WebGPU is forced where there is none: WASM runs, and the page says why', async ({ page }) => {
  const segment = await openTiny(page, 'webgpu');
  await segment.waitForNetwork();
  await expect(segment.engineBadge).toHaveText(/^WASM, \d+ threads?$/);
  await segment.engineBadge.click();
  await expect(segment.engineDetails).toContainText(/Tiny network on WASM/);
  await expect(segment.engineDetails).toContainText(/Not WebGPU: (this|the) browser/);
  await expect(segment.engineDetails.getByRole('radio', { name: 'WebGPU' })).toBeChecked();

  await segment.engineDetails.getByRole('radio', { name: /^CPU/ }).check();
  await expect(segment.engineBadge).toHaveText('CPU');
});

test('a lost GPU: the next backend takes over, and the page says so', async ({ page }) => {
  const segment = await openTiny(page, 'webgl');
  await segment.waitForNetwork();
  await expect(segment.engineBadge).toHaveText('WebGL');
  await loseDevice(page);
  await expect(segment.engineBadge).toHaveText(/^WASM/);
  await segment.give(photo);
  await expect(
    page.getByRole('alert').filter({ hasText: /^WebGL failed: the graphics card stopped/ }),
  ).toContainText('Your picture was run on WASM instead.');
  await expect(segment.section('Picture')).toContainText('Tiny network');
});
