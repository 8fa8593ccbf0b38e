/**
 * The size budget: all scripts and styles of dist/, compressed as a web server would, because on a slow line they
 * stand between a visitor and the first mask. Not counted: the model and the .wasm files, which are data to choose
 * with other care, and what LATER names.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 700; // kB = 1000 bytes
/**
 * Scripts that load only after the first mask. A file counts unless it is named here.
 *
 * @type {RegExp[]}
 */
const LATER = [
  /^serviceWorker\.js$/,
  /^assets\/(EvaluatePlace|TrainPlace|ModelsPlace|CameraView|CorrectPad|CorrectBar|evaluation\w*|takeFolder|keepEvaluation)-[\w-]+\.(js|css)$/,
  /^assets\/(takePairs|keepTraining|trainingCalls|trainingPixels|trainingShelf|trainingRecords|augment|random)-[\w-]+\.js$/,
  // what only those share
  /^assets\/(exemplars|measures|planEvaluation|FolderButton|NativeSelect|makeZip|readZip|readSource|listGiven|chooseModel)-[\w-]+\.(js|css)$/,
];

/**
 * Prints a table of the files and their sum.
 *
 * @param {string} dist folder of the built page
 * @returns {boolean} whether the sum keeps to the budget
 */
export function keepsSizeBudget(dist) {
  const sizes = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(js|css|html)$/.test(path) && !LATER.some((later) => later.test(path)))
    .map((path) => ({
      path,
      kB: gzipSync(readFileSync(join(dist, path)), { level: 9 }).length / 1000,
    }))
    .sort((a, b) => b.kB - a.kB);
  const total = sizes.reduce((sum, { kB }) => sum + kB, 0);
  for (const { path, kB } of [...sizes, { path: `in all, of at most ${BUDGET_KB}`, kB: total }]) {
    console.log(`${kB.toFixed(1).padStart(8)} kB gzip  ${path}`);
  }
  if (sizes.length === 0) console.error(`${dist} holds no script: was the page built?`);
  return sizes.length > 0 && total <= BUDGET_KB;
}
