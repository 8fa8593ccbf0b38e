/** The README's table of results: one row a model and set, written by `npm run evaluate … --readme ROW`. */
import { readFileSync, writeFileSync } from 'node:fs';

const COLUMNS = ['accuracy', 'dice', 'jaccard', 'recall', 'precision', 'thresholded_jaccard'];
const WITH_INTERVAL = new Set(['dice', 'jaccard']);

/**
 * The names of the table's rows, between the README's marks.
 *
 * @param {string} readme its text
 * @returns {string[]} as `light, isic/test`
 */
export function listResultsRows(readme) {
  return [...tableOf(readme).matchAll(/^\| `([^`]+, [^`]+)` /gm)].map((match) => match[1] ?? '');
}

/**
 * Puts a row into the table between the README's marks, in the place of the one of that name.
 *
 * @param {string} path of the README
 * @param {string} name of the row, one of listResultsRows
 * @param {ReturnType<typeof import('./readEvaluation.mjs').toMeans>[number]} means of the network
 */
export async function writeResultsRow(path, name, means) {
  const { format, resolveConfig } = await import('prettier'); // installed by now
  const readme = readFileSync(path, 'utf8');
  const table = tableOf(readme);
  const cells = COLUMNS.map((column) => {
    const measure = means.measures[column];
    if (!measure || measure.mean === null) throw new Error(`the evaluation has no mean ${column}`);
    const { mean, interval } = measure;
    const range =
      interval !== null && WITH_INTERVAL.has(column)
        ? ` (${interval.map((value) => value.toFixed(3)).join(' to ')})`
        : '';
    return `${mean.toFixed(3)}${range}`;
  });
  const row = `| ${[`\`${name}\` (${means.scored})`, ...cells].join(' | ')} |`;
  const lines = table.split('\n');
  const at = lines.findIndex((line) => line.startsWith(`| \`${name}\` `));
  if (at < 0) throw new Error(`${path} has no row for ${name} to be replaced`);
  const text = readme.replace(table, () => lines.with(at, row).join('\n'));
  const style = await resolveConfig(path);
  writeFileSync(path, await format(text, { ...style, filepath: path }));
}

/** @param {string} readme @returns {string} what lies between its marks */
function tableOf(readme) {
  const [begin, end] = [
    readme.indexOf('<!-- models:begin -->'),
    readme.indexOf('<!-- models:end -->'),
  ];
  if (begin < 0 || end < begin) throw new Error('the README has lost its marks around the results');
  return readme.slice(begin, end);
}
