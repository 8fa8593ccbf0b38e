/** The README's table of results: one row a model and set, written by `npm run evaluate … --readme SET`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

const COLUMNS = ['accuracy', 'dice', 'jaccard', 'recall', 'precision', 'thresholded_jaccard'];
const WITH_INTERVAL = new Set(['dice', 'jaccard']);

/**
 * Puts the row of `set` into the table between the README's marks, in the place of the one that is there.
 *
 * @param {string} path of the README
 * @param {string} set as `isic/test`
 * @param {ReturnType<typeof import('./readEvaluation.mjs').toMeans>[number]} means of the network
 */
export async function writeResultsRow(path, set, means) {
  const readme = readFileSync(path, 'utf8');
  const [begin, end] = [
    readme.indexOf('<!-- models:begin -->'),
    readme.indexOf('<!-- models:end -->'),
  ];
  if (begin < 0 || end < begin) throw new Error(`${path} has lost its marks around the results`);
  const cells = COLUMNS.map((name) => {
    const measure = means.measures[name];
    if (!measure || measure.mean === null) throw new Error(`the evaluation has no mean ${name}`);
    const { mean, interval } = measure;
    const range =
      interval !== null && WITH_INTERVAL.has(name)
        ? ` (${interval.map((value) => value.toFixed(3)).join(' to ')})`
        : '';
    return `${mean.toFixed(3)}${range}`;
  });
  const row = `| ${[`\`${set}\` (${means.scored})`, ...cells].join(' | ')} |`;
  const lines = readme.slice(begin, end).split('\n');
  const at = lines.findIndex((line) => line.startsWith(`| \`${set}\` `));
  if (at < 0) throw new Error(`${path} has no row for ${set} to be replaced`);
  const table = lines.with(at, row).join('\n');
  const text = readme.slice(0, begin) + table + readme.slice(end);
  const style = await resolveConfig(path);
  writeFileSync(path, await format(text, { ...style, filepath: path }));
}
