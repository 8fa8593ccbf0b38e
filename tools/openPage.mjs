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
