/**
 * node bench/evaluate.mjs DIR: how an evaluation of the pictures and truths of DIR compares with bare inference on the
 * same backend (pictures a second), and, in a second run, whether its memory stays flat: the peak over the first hundred
 * pictures and over the last hundred, as the browser itself counts the page and its workers (which halts it for
 * moments: the pace is measured without). Needs dist/ (npm run build).
 */
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from '../tools/setup.mjs';
import { buildPeers, launchBrowser, PEERS_DIST, withServer } from './parts.mjs';

const BACKEND = 'wasm';
const ROUNDS = 15;
const WINDOW = 100;
const SAMPLE_EVERY_MS = 1500; // and each waits for the browser's next collection, up to some 40 s on busy cores

const folder = resolve(process.argv[2] ?? '../shared/data/isic/test');
await buildPeers();
const browser = await launchBrowser();
try {
  const before = await withServer(PEERS_DIST, measureBare);
  const { rate } = await withServer(join(root, 'dist'), (url) => measureEvaluation(url, false));
  const after = await withServer(PEERS_DIST, measureBare);
  const bare = (before + after) / 2; // the machine may have other work: before and after
  console.log(
    `bare inference   ${before.toFixed(2)} before, ${after.toFixed(2)} after, pictures/s on ${BACKEND}`,
  );
  console.log(
    `evaluation       ${rate.toFixed(2)} pictures/s, ${(rate / bare).toFixed(2)} of that`,
  );
  const { samples } = await withServer(join(root, 'dist'), (url) => measureEvaluation(url, true));
  const total = samples.at(-1)?.done ?? 0;
  const peak = (from, to) =>
    Math.max(
      0,
      ...samples.filter(({ done }) => done >= from && done <= to).map(({ bytes }) => bytes),
    );
  const [first, last] = [peak(0, WINDOW), peak(total - WINDOW, total)];
  console.log(
    `memory           ${toMb(first)} over the first ${WINDOW}, ${toMb(last)} over the last (${(last / first).toFixed(2)})`,
  );
} finally {
  await browser.close();
}

/** Pictures a second of the network alone. @param {string} url */
async function measureBare(url) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'measurePeers' in globalThis);
  const [own] = await page.evaluate((options) => globalThis.measurePeers(options), {
    backend: BACKEND,
    threads: cpus().length,
    rounds: ROUNDS,
    names: ['lentigo'],
  });
  await page.close();
  const sorted = [...own.runsMs].sort((a, b) => a - b);
  return 1000 / sorted[Math.floor(sorted.length / 2)];
}

/** @param {string} url @param {boolean} countsMemory */
async function measureEvaluation(url, countsMemory) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(`${url}?backend=${BACKEND}#/evaluate`);
  await page.getByLabel('Folder of pictures and truths').setInputFiles(folder);
  await page.getByRole('status', { name: 'Pairs' }).getByText('with a truth').waitFor();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const progress = page.getByRole('status', { name: 'Progress' });
  const samples = [];
  let begun = null;
  for (;;) {
    const text = await progress.innerText();
    const done = Number(/^(\d+)/.exec(text.replaceAll(',', ''))?.[1] ?? 0);
    const at = performance.now();
    if (begun === null && done > 3) begun = { done, at }; // past the network's start
    if (countsMemory) {
      const { bytes } = await page.evaluate(() => performance.measureUserAgentSpecificMemory());
      samples.push({ done, bytes });
      console.error(`${done}: ${toMb(bytes)}`);
    }
    if (/, done/.test(text)) {
      await context.close();
      return { rate: ((done - begun.done) * 1000) / (at - begun.at), samples };
    }
    await new Promise((next) => setTimeout(next, SAMPLE_EVERY_MS));
  }
}

/** @param {number} bytes */
function toMb(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
