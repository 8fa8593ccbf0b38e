/** What both benches need: the peers' page built and served, a browser, a place in the README. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { requireBrowser } from '../tools/browser.mjs';
import { pageHeaders } from '../tools/headers.mjs';
import { root } from '../tools/setup.mjs';

export const PEERS_DIST = join(root, 'bench', 'dist');

export async function buildPeers() {
  await build({
    root: join(root, 'bench', 'peers'),
    base: '/',
    publicDir: join(root, 'public'),
    configFile: join(root, 'bench', 'vite.peers.config.ts'),
    logLevel: 'error',
  });
}

/** With `--webgpu` on the command line also on a GPU in software. */
export async function launchBrowser() {
  const executablePath = await requireBrowser();
  return chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(process.argv.includes('--webgpu') ? ['--enable-unsafe-webgpu'] : []),
    ],
  });
}

/**
 * @template T
 * @param {string} folder a built site
 * @param {(url: string) => Promise<T>} use
 */
export async function withServer(folder, use) {
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { outDir: folder },
    preview: { port: 0, strictPort: false, headers: pageHeaders({ development: false }) },
  });
  try {
    return await use(server.resolvedUrls?.local[0] ?? '');
  } finally {
    await server.close();
  }
}

/** @param {string} name */
export function versionOf(name) {
  return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
}

/** Between the marks of this name. @param {string} name @param {string} text */
export function writeIntoReadme(name, text) {
  const path = join(root, 'README.md');
  const readme = readFileSync(path, 'utf8');
  const marked = new RegExp(`(<!-- ${name}:begin -->\\n)[\\s\\S]*(<!-- ${name}:end -->)`);
  if (!marked.test(readme)) throw new Error(`README.md has lost its marks of ${name}`);
  writeFileSync(
    path,
    readme.replace(marked, (_, begin, end) => `${begin}\n${text}\n\n${end}`),
  );
}
