/**
 * Browser tests: one spec per journey, against the built page (dist/) with the headers that it is served with. Build
 * first; `npm test` does. The page runs on the processor here, as on any machine without a GPU.
 */
import { createServer } from 'node:net';
import { defineConfig } from '@playwright/test';
import type { GuardOptions } from './e2e/fixtures';
import { findBrowser } from './tools/browser.mjs';

// Every process of a run reads this file: the first one chooses what the others must know.
process.env.LENTIGO_E2E_PORT ??= String(await findFreePort());
const port = Number(process.env.LENTIGO_E2E_PORT);
const executablePath = await findBrowser();
const isCi = process.env.CI !== undefined;

export default defineConfig<object, GuardOptions>({
  testDir: 'e2e',
  testIgnore: process.env.LENTIGO_SCREENSHOTS === undefined ? ['screenshots.spec.ts'] : [],
  outputDir: 'test-results',
  workers: 1, // the network itself uses every core
  retries: isCi ? 1 : 0,
  forbidOnly: isCi,
  timeout: 180_000, // a first mask takes seconds, on busy cores far longer
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${port}`,
    serviceWorkers: 'block', // they have specs of their own; elsewhere each test's page is the first one
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --port ${port} --strictPort`,
    url: `http://localhost:${port}`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, 'localhost', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}
