/** The built page on a server of its own, and a headless browser to drive it in. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { requireBrowser } from './browser.mjs';
import { pageHeaders } from './headers.mjs';
import { root } from './setup.mjs';

/**
 * Builds the page first, unless `builds` is false and there is one.
 *
 * @param {{ builds: boolean, backend: string | null }} options
 */
export async function openPage({ builds, backend }) {
  const executablePath = await requireBrowser();
  const { chromium } = await import('playwright');
  const { build, preview } = await import('vite');
  if (builds || !existsSync(join(root, 'dist', 'index.html'))) {
    console.error('Building the page …');
    await build({ root, logLevel: 'error' });
  }
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { outDir: join(root, 'dist') },
    preview: { port: 0, strictPort: false, headers: pageHeaders({ development: false }) },
  });
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(backend === 'webgpu' ? ['--enable-unsafe-webgpu'] : []),
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    browser,
    url: server.resolvedUrls?.local[0] ?? '',
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/**
 * Until a network is ready: what the page shows of it before comes from no card.
 *
 * @param {import('playwright').Page} page
 */
export function waitForNetwork(page) {
  return page.getByRole('button', { name: /^Engine: (?:WebGPU|WebGL|WASM|CPU)/ }).waitFor();
}

/**
 * A page at one of the places, of which nothing is kept afterwards.
 *
 * @param {import('playwright').Browser} browser
 * @param {string} url of the built page
 * @param {string} place as in the address, such as `evaluate`
 * @param {{ model: string | null, backend: string | null }} order
 * @param {number} timeoutMs of what is waited for
 */
export async function openPlace(browser, url, place, { model, backend }, timeoutMs) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  page.setDefaultTimeout(timeoutMs);
  const address = new URL(url);
  if (model !== null) address.searchParams.set('model', model);
  if (backend !== null) address.searchParams.set('backend', backend);
  address.hash = `#/${place}`;
  await page.goto(address.href);
  return page;
}
