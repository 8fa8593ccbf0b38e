/** Drives the page's Evaluate place as a user would, by labels and roles. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { followRun } from './followRun.mjs';
import { openPlace, waitForNetwork } from './openPage.mjs';

/**
 * @typedef {{
 *   images: string | null, truth: string | null, masks: string | null, out: string, model: string | null,
 *   backend: string | null, threshold: number | null, resizes: boolean,
 *   compare: { kind: 'threshold', percent: number } | { kind: 'model', id: string } | null,
 * }} Order thresholds in per cent
 * @typedef {{ kind: 'nothing', words: string } | { kind: 'broke', words: string }
 *   | { kind: 'done', words: string, hasUnreadArchive: boolean }} End
 */

const TELL_EVERY_MS = 2000;
/** What the Save buttons give. */
const FILES = /** @type {const} */ ([
  ['Pictures (CSV)', 'evaluation_pictures.csv'],
  ['Means (CSV)', 'evaluation_means.csv'],
  ['Means (Markdown)', 'evaluation_means.md'],
  ['Differences (CSV)', 'evaluation_differences.csv'],
  ['Panel (PNG)', 'evaluation_panel.png'],
  ['Masks (ZIP)', 'evaluation_masks.zip'],
  ['Report (HTML)', 'evaluation_report.html'],
]);

/**
 * @param {import('playwright').Browser} browser
 * @param {string} url of the built page
 * @param {Order} order
 * @param {(line: string) => void} tell what the user is told meanwhile
 * @returns {Promise<End>}
 */
export async function driveEvaluation(browser, url, order, tell) {
  const page = await openPlace(browser, url, 'evaluate', order, 120_000);
  const pairs = page.getByRole('status', { name: 'Pairs' });
  const paired = pairs.getByText(/with a truth|Nothing here/);
  for (const [folder, label] of /** @type {const} */ ([
    [order.images, 'Folder of pictures and truths'],
    [order.truth, 'Folder of truths'],
    [order.masks, 'Folder of masks made elsewhere'],
  ])) {
    if (folder === null) continue;
    await page.getByLabel(label).setInputFiles(folder);
    await paired.waitFor();
  }
  const given = (await paired.innerText()).trim();
  tell(given);
  const run = page.getByRole('button', { name: 'Run', exact: true });
  if (!/\d with a truth/.test(given))
    return { kind: 'nothing', words: 'There is nothing to evaluate.' };
  if (order.threshold !== null) await waitForNetwork(page);
  await choose(page, order);
  await run.click();
  const end = await follow(page, tell);
  if (end !== '') return { kind: 'broke', words: end };
  const saving = page.getByRole('region', { name: 'Save' });
  await page.getByText('CSV files have every figure').waitFor();
  for (const [name, file] of FILES) {
    const button = saving.getByRole('button', { name });
    rmSync(join(order.out, file), { force: true }); // of an earlier evaluation
    if (await button.isDisabled()) continue;
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    await download.saveAs(join(order.out, file));
    await saving.getByRole('button', { name: FILES[0][0] }).and(page.locator(':enabled')).waitFor();
  }
  const words = (await page.getByRole('status', { name: 'Progress' }).innerText()).trim();
  const hasUnreadArchive = (await page.getByRole('cell', { name: /\.zip$/i }).count()) > 0;
  await page.context().close();
  return { kind: 'done', words, hasUnreadArchive };
}

/** @param {import('playwright').Page} page @param {Order} order */
async function choose(page, { images, masks, threshold, compare, resizes }) {
  const rival = page.getByLabel('Compare with');
  if (threshold !== null) await fillPercent(page, 'Threshold', threshold);
  if (compare?.kind === 'threshold') {
    await rival.selectOption('threshold');
    await fillPercent(page, 'Other threshold', compare.percent);
  } else if (compare?.kind === 'model') {
    await rival.selectOption('model');
    await page.getByLabel('Other model').selectOption(compare.id);
  } else if (images !== null && masks !== null) {
    await rival.selectOption('masks');
  }
  if (resizes) await page.getByRole('checkbox', { name: /^Resize truths/ }).check();
}

/** @param {import('playwright').Page} page @param {string} label @param {number} percent */
async function fillPercent(page, label, percent) {
  await page.getByRole('textbox', { name: label, exact: true }).fill(String(percent));
  await page.keyboard.press('Tab');
}

/**
 * Until the run is done.
 *
 * @param {import('playwright').Page} page
 * @param {(line: string) => void} tell
 * @returns {Promise<string>} why it halted, '' where it did not
 */
function follow(page, tell) {
  const progress = page.getByRole('status', { name: 'Progress' });
  const done = progress.getByText(/, done/);
  const halted = page.getByRole('main', { name: 'Evaluate' }).getByRole('alert');
  return followRun({ done, halted }, () => progress.innerText(), tell, TELL_EVERY_MS);
}
