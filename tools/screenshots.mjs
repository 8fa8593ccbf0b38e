/** `npm run screenshots`: builds the page and writes each of its states into screenshots/ (e2e/screenshots.spec.ts). */
import { requireBrowser } from './browser.mjs';
import { program, requireNode, requirePackages, run } from './setup.mjs';

requireNode();
requirePackages();
const build = run(...program('vite/bin/vite.js', 'build', '--logLevel', 'warn'));
const browser = build.status === 0 ? await requireBrowser() : null;
const env = { LENTIGO_CHROMIUM: browser ?? '', LENTIGO_SCREENSHOTS: '1' };
process.exitCode =
  browser === null
    ? 1
    : (run(...program('playwright/cli.js', 'test', 'screenshots'), { env }).status ?? 1);
