/**
 * `npm run finetune -- --images DIR --truth DIR --minutes N --out DIR`: the page's own training on a folder, in a headless
 * browser. Builds the page, gives it the folders, trains, compares before and after on the test part, and writes the
 * network as a ZIP, the tables and the learning curve. Progress goes to stderr. Exit code 0, also where it did not
 * help; 2 for bad arguments or too few pairs; 1 when the training failed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { driveFinetune } from './driveFinetune.mjs';
import { openPage } from './openPage.mjs';
import { BACKENDS, listModelIds, readArguments } from './readArguments.mjs';
import { toMeans } from './readEvaluation.mjs';
import { requireNode, requirePackages } from './setup.mjs';

const USAGE = `npm run finetune -- --images DIR --out DIR [options]
  --images DIR      pictures; with their truths in it, those are found by name
  --truth DIR       ground truths from a folder of their own
  --out DIR         where the files are written; made where it is missing
  --model ID        the model of public/models to start from; its default without
  --model-dir DIR   one that is not shipped: a folder with card.json, model.json and weights.bin
  --pictures N      so many of the pictures, drawn by the seed (with --truth)
  --seed S          of the split, the order and the views; 1 without
  --minutes N       how long to train
  --passes N        or how many passes; 20 without either
  --scope WHAT      output, decoder or all; decoder without
  --resolution N    128, 192 or 256; 256 without
  --batch N         1, 2, 4 or 8; 4 without
  --rate R          0.003, 0.001, 0.0003 or 0.0001; 0.001 without
  --patience N      end after so many passes without an improvement, 0 for never; 6 without
  --backend NAME    webgpu, webgl, wasm or cpu; the best there is without
  --name NAME       of the network; "My network" without
  --no-build        use dist/ as it is
  --json            print the means as JSON`;

const SCOPES = { output: 'output-and-last-decoder', decoder: 'decoder', all: 'all' };

requireNode();
const options = readOptions();
requirePackages();
const { browser, url, close } = await openPage(options);
try {
  mkdirSync(options.out, { recursive: true });
  const end = await driveFinetune(browser, url, options, (line) => console.error(line));
  if (end.kind !== 'done') {
    console.error(end.words);
    process.exitCode = end.kind === 'nothing' ? 2 : 1;
  } else {
    const read = (/** @type {string} */ name) => readFileSync(join(options.out, name), 'utf8');
    const result = {
      verdict: end.words,
      test: toMeans(read('training_means.csv')),
      samples: toMeans(read('training_samples.csv')),
    };
    const json = `${JSON.stringify(result, null, 2)}\n`;
    writeFileSync(join(options.out, 'training.json'), json);
    if (options.json) console.log(json);
    console.error(`${end.words}\nWritten to ${options.out}.`);
  }
} finally {
  await close();
}

function readOptions() {
  const { refuse, text, flag, folder, oneOf } = readArguments(USAGE, {
    texts: [
      ...['images', 'truth', 'out', 'model', 'model-dir', 'pictures', 'seed', 'minutes', 'passes'],
      ...['scope', 'resolution', 'batch', 'rate', 'patience', 'backend', 'name'],
    ],
    flags: ['no-build', 'json'],
  });
  const number = (/** @type {string} */ name, /** @type {number | null} */ fallback) => {
    const given = text(name);
    if (given === null) return fallback;
    const value = Number(given);
    return Number.isFinite(value) && value >= 0
      ? value
      : refuse(`--${name}: "${given}" is no number`);
  };
  const images = folder('images') ?? refuse('Give --images.');
  const out = text('out') ?? refuse('Give --out, where the files are written.');
  const truth = folder('truth');
  const pictures = number('pictures', null);
  if (pictures !== null && truth === null) refuse('--pictures needs --truth.');
  const scope = oneOf('scope', Object.keys(SCOPES));
  return {
    images,
    truth,
    out: resolve(out),
    model: oneOf('model', listModelIds()),
    modelDir: folder('model-dir'),
    pictures,
    seed: number('seed', 1) ?? 1,
    minutes: number('minutes', null),
    passes: number('passes', null),
    scope: scope === null ? null : SCOPES[/** @type {keyof typeof SCOPES} */ (scope)],
    resolution: oneOf('resolution', ['128', '192', '256']),
    batch: oneOf('batch', ['1', '2', '4', '8']),
    rate: oneOf('rate', ['0.003', '0.001', '0.0003', '0.0001']),
    patience: number('patience', null),
    backend: oneOf('backend', BACKENDS),
    name: text('name') ?? 'My network',
    builds: !flag('no-build'),
    json: flag('json'),
  };
}
