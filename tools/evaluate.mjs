/**
 * `npm run evaluate -- --images DIR --out DIR`: the page's own evaluation of a folder, in a headless browser. Builds the
 * page, gives it the folders, and writes what its Save buttons give: tables, differences, panel, masks, report.
 * Progress goes to stderr. Exit code 0; 2 for bad arguments or nothing to evaluate; 1 when something could not be read
 * or scored (the rest is), or the network could not run.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { driveEvaluation } from './driveEvaluation.mjs';
import { openPage } from './openPage.mjs';
import { BACKENDS, listModelIds, readArguments } from './readArguments.mjs';
import { countFailed, toMeans } from './readEvaluation.mjs';
import { listResultsRows, writeResultsRow } from './writeResultsRow.mjs';
import { requireNode, requirePackages, root } from './setup.mjs';

const USAGE = `npm run evaluate -- --images DIR --out DIR [options]
  --images DIR      pictures; with their truths in it, those are found by name
  --truth DIR       ground truths from a folder of their own
  --masks DIR       masks made elsewhere: compared with the network's, or scored alone where there is no --images
  --out DIR         where the files are written; made where it is missing
  --model ID        a model of public/models; its default without
  --backend NAME    webgpu, webgl, wasm or cpu; the best there is without
  --threshold T     0.01 to 0.99; the model's own without
  --compare WHAT    threshold=T, or model=ID
  --resize          resize truths of another size to their pictures
  --no-build        use dist/ as it is
  --readme ROW      put the means into README.md's table of results, in the place of ROW ("light, isic/test")
  --json            print the means as JSON`;

const README = join(root, 'README.md');

requireNode();
const { refuse, text, flag, folder, oneOf } = readArguments(USAGE, {
  texts: ['images', 'truth', 'masks', 'out', 'model', 'backend', 'threshold', 'compare', 'readme'],
  flags: ['resize', 'no-build', 'json'],
});
const options = readOptions();
requirePackages();
const { browser, url, close } = await openPage(options);
try {
  mkdirSync(options.out, { recursive: true });
  const end = await driveEvaluation(browser, url, options, (line) => console.error(line));
  if (end.kind === 'nothing') {
    console.error(end.words);
    process.exitCode = 2;
  } else if (end.kind === 'broke') {
    console.error(end.words);
    process.exitCode = 1;
  } else {
    const read = (/** @type {string} */ name) => readFileSync(join(options.out, name), 'utf8');
    const failed = countFailed(read('evaluation_pictures.csv'));
    const means = existsSync(join(options.out, 'evaluation_means.csv'))
      ? toMeans(read('evaluation_means.csv'))
      : [];
    const network = means.find(({ contender }) => contender === 'main');
    if (options.readmeRow !== null && network !== undefined)
      await writeResultsRow(README, options.readmeRow, network);
    if (options.json) console.log(JSON.stringify(means, null, 2));
    else if (means.length > 0) console.log(read('evaluation_means.md'));
    console.error(`${end.words}. Written to ${options.out}.`);
    if (failed > 0)
      console.error(`${failed} could not be scored; evaluation_pictures.csv says why.`);
    process.exitCode = failed > 0 || end.hasUnreadArchive ? 1 : 0;
  }
} finally {
  await close();
}

function readOptions() {
  const images = folder('images');
  const truth = folder('truth');
  const masks = folder('masks');
  if (images === null && (masks === null || truth === null))
    refuse('Give --images, or --masks and --truth.');
  const out = text('out') ?? refuse('Give --out, where the files are written.');
  const backend = oneOf('backend', BACKENDS);
  const given = {
    model: text('model'),
    threshold: text('threshold'),
    compare: text('compare'),
    readme: text('readme'),
  };
  return {
    images,
    truth,
    masks,
    out: resolve(out),
    model: given.model === null ? null : readModel('--model', given.model),
    backend,
    threshold: given.threshold === null ? null : readThreshold('--threshold', given.threshold),
    compare: given.compare === null ? null : readComparison(given.compare),
    resizes: flag('resize'),
    builds: !flag('no-build'),
    readmeRow: given.readme === null ? null : readRow(given.readme),
    json: flag('json'),
  };
}

/** @param {string} given @returns {{ kind: 'threshold', percent: number } | { kind: 'model', id: string }} */
function readComparison(given) {
  const [kind, value = ''] = given.split('=');
  if (kind === 'threshold') return { kind, percent: readThreshold('--compare', value) };
  if (kind === 'model') return { kind, id: readModel('--compare', value) };
  return refuse(`--compare: "${given}" is neither threshold=T nor model=ID`);
}

/** @param {string} option @param {string} given @returns {number} per cent */
function readThreshold(option, given) {
  const percent = Math.round(Number(given) * 100);
  if (percent >= 1 && percent <= 99) return percent;
  return refuse(`${option}: "${given}" is no threshold from 0.01 to 0.99`);
}

/** @param {string} option @param {string} id */
function readModel(option, id) {
  const ids = listModelIds();
  return ids.includes(id) ? id : refuse(`${option}: there is no model "${id}" (${ids.join(', ')})`);
}

/** @param {string} name */
function readRow(name) {
  const rows = listResultsRows(readFileSync(README, 'utf8'));
  return rows.includes(name)
    ? name
    : refuse(`--readme: the table has no row "${name}" (${rows.join('; ')})`);
}
