/** Drives the page's Train place as a user would, by labels and roles. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { followRun } from './followRun.mjs';
import { openPlace, waitForNetwork } from './openPage.mjs';

/**
 * @typedef {{
 *   images: string, truth: string | null, out: string, model: string | null, modelDir: string | null,
 *   pictures: number | null, seed: number, minutes: number | null, passes: number | null, scope: string | null,
 *   resolution: string | null, batch: string | null, rate: string | null, patience: number | null,
 *   backend: string | null, name: string,
 * }} Order
 * @typedef {{ kind: 'nothing' | 'broke' | 'done', words: string }} End
 * @typedef {import('playwright').Page} Page
 */

const TELL_EVERY_MS = 5000;
const TABLES = [
  'Pictures (CSV)',
  'Means (CSV)',
  'Differences (CSV)',
  'Samples (CSV)',
  'Learning curve (CSV)',
];

/**
 * @param {import('playwright').Browser} browser
 * @param {string} url of the built page
 * @param {Order} order
 * @param {(line: string) => void} tell what the user is told meanwhile
 * @returns {Promise<End>}
 */
export async function driveFinetune(browser, url, order, tell) {
  const page = await openPlace(browser, url, 'models', order, 180_000);
  await waitForNetwork(page);
  if (order.modelDir !== null) {
    const refused = await useModelOf(page, order.modelDir);
    if (refused !== '') return { kind: 'broke', words: refused };
  }
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  const given = await givePairs(page, order);
  tell(given);
  const train = page.getByRole('main', { name: 'Train' });
  const alerts = train.getByRole('alert');
  const nothing = async () => {
    const why = (await alerts.allInnerTexts()).join(' ');
    return /** @type {End} */ ({
      kind: 'nothing',
      words: why || 'There is nothing to learn from.',
    });
  };
  if (!/^\d+ pairs?/.test(given)) return nothing();
  if (order.scope === 'all' && (await isEncoderFixed(page))) {
    return {
      kind: 'nothing',
      words:
        'The encoder of this network does not train in a browser: give --scope decoder or output.',
    };
  }
  await choose(page, order);
  if ((await alerts.count()) > 0) return nothing();
  await train.getByRole('button', { name: 'Start training' }).click();
  const broke = await follow(page, tell);
  if (broke !== '') return { kind: 'broke', words: broke };
  const verdict = await page.getByRole('status', { name: 'Verdict' }).innerText();
  await page.getByLabel('Name of the new network').fill(order.name);
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByRole('status', { name: 'Kept' }).waitFor();
  const tables = page.getByRole('group', { name: 'Save the figures' });
  for (const name of TABLES) await save(page, tables.getByRole('button', { name }), order.out);
  await page.getByRole('link', { name: 'Models & privacy' }).click();
  const exporting = page.getByRole('button', { name: `Export ${order.name} as a ZIP` });
  await save(page, exporting, order.out);
  await page.context().close();
  return { kind: 'done', words: verdict.trim() };
}

/** @param {Page} page @param {string} folder @returns {Promise<string>} why it was refused, '' where it runs */
async function useModelOf(page, folder) {
  const own = page.getByRole('region', { name: 'Your own networks' });
  await page.getByLabel('Folder of a network').setInputFiles(folder);
  const use = own.getByRole('button', { name: /^Use / });
  const refused = own.getByRole('alert');
  await use.or(refused).first().waitFor();
  if ((await refused.count()) > 0) return refused.innerText();
  await use.click();
  await own.getByText('runs now').waitFor();
  return '';
}

/** @param {Page} page @param {Order} order @returns {Promise<string>} what was found */
async function givePairs(page, { images, truth, pictures, seed }) {
  const pairs = page.getByRole('status', { name: 'Pairs' });
  const read = pairs.getByText(/\d pairs?|No pair/).filter({ hasNotText: 'Reading' });
  const some = pictures === null ? null : copySome(images, pictures, seed);
  await page.getByLabel('Folder of pictures and truths').setInputFiles(some ?? images);
  await read.waitFor({ timeout: 600_000 });
  if (truth !== null) {
    await page.getByLabel('Folder of truths').setInputFiles(truth);
    await read.waitFor({ timeout: 600_000 });
  }
  // the page reads the test part at the end
  if (some !== null) process.once('exit', () => rmSync(some, { recursive: true, force: true }));
  return (await read.innerText()).trim();
}

/**
 * So many of the folder's files, drawn by the seed, in a folder of their own.
 *
 * @param {string} folder @param {number} count @param {number} seed
 */
function copySome(folder, count, seed) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:jpe?g|png|webp|avif|gif|bmp)$/i.test(name))
    .sort();
  let state = seed | 0;
  const random = () => {
    // mulberry32, as src/core/samples/random.ts
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let last = names.length - 1; last > 0; last--) {
    const chosen = Math.floor(random() * (last + 1));
    [names[last], names[chosen]] = [names[chosen] ?? '', names[last] ?? ''];
  }
  const copy = join(mkdtempSync(join(tmpdir(), 'lentigo-pictures-')), 'pictures');
  mkdirSync(copy);
  for (const name of names.slice(0, count)) cpSync(join(folder, name), join(copy, basename(name)));
  return copy;
}

/** @param {Page} page */
function isEncoderFixed(page) {
  return page
    .getByLabel('What trains', { exact: true })
    .locator('option[value="all"]')
    .isDisabled();
}

/** @param {Page} page @param {Order} order */
async function choose(page, order) {
  const { seed, minutes, passes, scope, resolution, batch, rate, patience } = order;
  await fill(page, 'Seed of the split and of the training', seed);
  for (const [label, value] of /** @type {const} */ ([
    ['What trains', scope],
    ['Resolution', resolution],
    ['Batch', batch],
    ['Learning rate', rate],
  ])) {
    if (value !== null) await page.getByLabel(label, { exact: true }).selectOption(value);
  }
  if (minutes !== null) {
    await page.getByLabel('Ends after', { exact: true }).selectOption('minutes');
    await fill(page, 'Minutes', minutes);
  } else if (passes !== null) {
    await fill(page, 'Passes', passes);
  }
  if (patience !== null) await fill(page, 'Patience', patience);
}

/** @param {Page} page @param {string} label @param {number} value */
async function fill(page, label, value) {
  await page.getByRole('textbox', { name: label, exact: true }).fill(String(value));
  await page.keyboard.press('Tab');
}

/**
 * Until there is a verdict.
 *
 * @param {Page} page
 * @param {(line: string) => void} tell
 * @returns {Promise<string>} why it halted, '' where it did not
 */
function follow(page, tell) {
  const train = page.getByRole('main', { name: 'Train' });
  const verdict = train.getByRole('status', { name: 'Verdict' });
  const halted = train.getByRole('alert');
  const progress = train.getByRole('status', { name: 'Training progress' });
  const estimate = train.getByRole('status', { name: 'Estimate' });
  const read = async () => ((await progress.count()) > 0 ? progress : estimate).innerText();
  return followRun({ done: verdict, halted }, read, tell, TELL_EVERY_MS);
}

/** @param {Page} page @param {import('playwright').Locator} button @param {string} out */
async function save(page, button, out) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  await download.saveAs(join(out, download.suggestedFilename()));
}
