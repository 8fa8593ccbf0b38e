/**
 * npm run bench: how fast the page is, in a real browser on this machine. Prints ratios to plain TensorFlow.js and to
 * onnxruntime-web, measured in turns in one run on the same weights and input, and with --write puts the table into
 * README.md. Needs what `npm test` needs, and Python with training/ installed for the ONNX file (without it that peer is
 * left out and named). `npm run bench -- train` measures training instead: train.mjs.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { requireNode, requirePackages, root } from '../tools/setup.mjs';
import { measureApp } from './measureApp.mjs';
import { describeBench } from './describeBench.mjs';

const ROUNDS = 15;
const APP_ROUNDS = 5;

requireNode();
requirePackages();
if (process.argv[2] === 'train') {
  await import('./train.mjs');
  process.exit();
}
// what they import is installed by now
const { build } = await import('vite');
const { buildPeers, launchBrowser, PEERS_DIST, versionOf, withServer, writeIntoReadme } =
  await import('./parts.mjs');
const onnxMissing = makeOnnx();
await build({ root, logLevel: 'warn' });
await buildPeers();
if (onnxMissing === '') {
  writeFileSync(join(PEERS_DIST, 'light.onnx'), readFileSync(join(root, 'bench', 'light.onnx')));
}

const browser = await launchBrowser();
try {
  const app = await withServer(join(root, 'dist'), (url) => measureApp(browser, url, APP_ROUNDS));
  const peers = await withServer(PEERS_DIST, (url) => measureAllPeers(url));
  const text = describeBench({
    app,
    peers,
    onnxMissing,
    machine: `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores`,
    browser: `Chromium ${browser.version()}`,
    versions: ['@tensorflow/tfjs', 'onnxruntime-web'].map((name) => `${name} ${versionOf(name)}`),
  });
  console.log(text);
  if (process.argv.includes('--write')) writeIntoReadme('bench', `## Speed\n\n${text}`);
} finally {
  await browser.close();
}

/** @param {string} url */
async function measureAllPeers(url) {
  const names =
    onnxMissing === '' ? ['lentigo', 'full', 'tfjs', 'ort'] : ['lentigo', 'full', 'tfjs'];
  const threads = cpus().length;
  const results = {};
  for (const backend of process.argv.includes('--webgpu') ? ['wasm', 'webgpu'] : ['wasm']) {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => 'measurePeers' in globalThis);
    results[backend] = await page.evaluate((options) => globalThis.measurePeers(options), {
      backend,
      threads,
      rounds: ROUNDS,
      names,
    });
    await page.close();
    for (const result of results[backend].filter(({ error }) => error === undefined)) {
      result.memoryBytes = await measureMemory(url, backend, threads, result.name);
    }
  }
  return results;
}

/**
 * What the browser counts for a page that holds this engine alone, after some runs: JavaScript and WASM memory of the
 * page and its workers, without buffers on a GPU.
 *
 * @param {string} url @param {string} backend @param {number} threads @param {string} name
 */
async function measureMemory(url, backend, threads, name) {
  const page = await browser.newPage();
  try {
    await page.goto(url);
    await page.waitForFunction(() => 'measurePeers' in globalThis);
    return await page.evaluate(
      async (options) => {
        await globalThis.measurePeers(options);
        return (await performance.measureUserAgentSpecificMemory()).bytes;
      },
      { backend, threads, rounds: 3, names: [name] },
    );
  } finally {
    await page.close();
  }
}

/** Writes bench/light.onnx from the shipped weights. @returns {string} why it could not, '' where it could */
function makeOnnx() {
  const venv = join(root, 'training', '.venv', 'bin', 'python');
  const python = process.env.LENTIGO_PYTHON ?? (existsSync(venv) ? venv : 'python3');
  mkdirSync(join(root, 'bench'), { recursive: true });
  const target = join(root, 'bench', 'light.onnx');
  rmSync(target, { force: true });
  const { status, stderr } = spawnSync(
    python,
    [
      '-m',
      'lentigo_training.onnx_model',
      '--model',
      join(root, 'public/models/light'),
      '--out',
      target,
    ],
    { cwd: join(root, 'training'), encoding: 'utf8' },
  );
  if (status === 0 && existsSync(target)) return '';
  return `no ONNX file (${(stderr ?? '').trim().split('\n').at(-1) || `${python} was not found`})`;
}
