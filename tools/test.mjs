/**
 * `npm test`: does all its set-up, then runs every check in order and goes on after a failure, so that one run tells
 * all. Ends with the line "N passed, N failed"; exit code 1 where anything failed. Each static check counts as one,
 * unit and browser tests count each. `--without-browser` (`npm run check`) leaves the browser tests out.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { program, requireNode, requirePackages, root, run } from './setup.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ name: string, counts: Counts, seconds: number }} Result */

const PASSED = { passed: 1, failed: 0, skipped: 0 };
const FAILED = { passed: 0, failed: 1, skipped: 0 };
const FLOORS = [
  'src/core',
  'src/engine',
  'src/pixels',
  'src/storage',
  'src/offline',
  'src/app',
  'tools',
  '.',
];

requireNode();
const { values: options } = parseArgs({ options: { 'without-browser': { type: 'boolean' } } });
requirePackages();

const reports = mkdtempSync(join(tmpdir(), 'lentigo-reports-'));
process.once('exit', () => rmSync(reports, { recursive: true, force: true }));
const { keepsSizeBudget } = await import('./size.mjs');
const { hasAllStyles } = await import('./styles.mjs');
const { requireBrowser } = await import('./browser.mjs');
/** @type {Result[]} */
const results = [];

await step('format', () => check(program('prettier/bin/prettier.cjs', '--check', '.')));
for (const floor of FLOORS) {
  await step(`types of ${floor}`, () => check(program('typescript/bin/tsc', '-p', floor)));
}
await step('lint', () => check(program('eslint/bin/eslint.js', '.', '--max-warnings', '0')));
await step('unit tests', unitTests);
await step('build', () => check(program('vite/bin/vite.js', 'build', '--logLevel', 'warn')));
const isBuilt = results.at(-1)?.counts.failed === 0;
await step('size budget', () => (isBuilt && keepsSizeBudget(join(root, 'dist')) ? PASSED : FAILED));
await step('styles', () => (isBuilt && hasAllStyles(join(root, 'dist')) ? PASSED : FAILED));
if (!options['without-browser']) await step('browser tests', browserTests);
conclude();

/**
 * @param {string} name
 * @param {() => Counts | Promise<Counts>} work
 */
async function step(name, work) {
  console.log(`\n── ${name} ──`);
  const start = performance.now();
  const counts = await work();
  results.push({ name, counts, seconds: (performance.now() - start) / 1000 });
}

/**
 * @param {[command: string, args: string[]]} command
 * @returns {Counts}
 */
function check([command, args]) {
  return run(command, args).status === 0 ? PASSED : FAILED;
}

/** @returns {Counts} */
function unitTests() {
  const path = join(reports, 'unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  const [command, args] = program('vitest/vitest.mjs', 'run', '--passWithNoTests', ...reporters);
  const { status } = run(command, args);
  return countTests(status, path, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }));
}

/** @returns {Promise<Counts>} */
async function browserTests() {
  if (!isBuilt) {
    console.error('Not run: the page was not built.');
    return FAILED;
  }
  const browser = await requireBrowser();
  if (browser === null) {
    console.error(
      'No Chromium was found and none could be installed. LENTIGO_CHROMIUM may name one.',
    );
    return FAILED;
  }
  console.log(`in ${browser}`);
  const path = join(reports, 'browser.json');
  const env = { LENTIGO_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: path };
  const [command, args] = program('playwright/cli.js', 'test', '--reporter=list,json');
  const { status } = run(command, args, { env });
  return countTests(status, path, ({ stats }) => {
    if (stats.flaky > 0) console.log(`${stats.flaky} passed at the second try only.`);
    return {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
    };
  });
}

/**
 * A runner's own counts, with one failure more where it failed outside of any test (a file that could not be read).
 *
 * @param {number | null} status
 * @param {string} path of its JSON report
 * @param {(report: any) => Counts} read
 * @returns {Counts}
 */
function countTests(status, path, read) {
  try {
    const counts = read(JSON.parse(readFileSync(path, 'utf8')));
    return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch {
    return FAILED;
  }
}

function conclude() {
  console.log('\n── summary ──');
  /** @type {Counts} */
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, counts, seconds } of results) {
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    sum.skipped += counts.skipped;
    console.log(
      `${counts.failed > 0 ? '✗' : '✓'} ${name.padEnd(20)} ${wordCounts(counts).padEnd(34)} ${seconds.toFixed(1)} s`,
    );
  }
  console.log(`\n${wordCounts(sum)}`);
  process.exitCode = sum.failed > 0 ? 1 : 0;
}

/** @param {Counts} counts */
function wordCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
