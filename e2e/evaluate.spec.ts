/** Evaluating folders: a set with faults, stopped and gone on with, compared, taken away. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode } from 'fast-png';
import { unzipSync } from 'fflate';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { EvaluatePage, RUN_TIMEOUT_MS } from './pages/evaluatePage';
import { SegmentPage } from './pages/segmentPage';
import { drawLesion, roughen } from './pictures/drawLesion';
import { greyPngFile } from './pictures/encode';
import { write, writeBrokenSet, writePairs } from './pictures/evaluationSets';
import { readMask } from './pictures/readMask';

test.setTimeout(400_000);

/** Beside the shipped model, the tests' own small one. */
async function addTinyModel(page: Page): Promise<void> {
  await page.route('**/models/tiny/*', (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1)!;
    const path = fileURLToPath(new URL(`./fixtures/tiny/${name}`, import.meta.url));
    return route.fulfill({ path });
  });
  const index = JSON.parse(readFileSync('dist/models/index.json', 'utf8')) as { models: object[] };
  const json = { ...index, models: [...index.models, { id: 'tiny', name: 'Tiny', bytes: 1000 }] };
  await page.route('**/models/index.json', (route) => route.fulfill({ json }));
}

function meanOf(rows: readonly Record<string, string>[], column: string): number {
  return rows.reduce((sum, row) => sum + Number(row[column]), 0) / rows.length;
}

test('60 pictures, of which 3 are broken and 1 has no truth: stopped, reloaded, gone on with, saved', async ({
  page,
}) => {
  const folder = test.info().outputPath('set');
  writeBrokenSet(folder, 56); // and 3 broken, and 1 alone; and a truth without its picture
  let evaluate = await EvaluatePage.open(page);
  await evaluate.giveFolder(folder);
  await expect(evaluate.pairs).toContainText('59 pictures, 59 with a truth; 2 files left over');
  await expect(evaluate.leftovers.getByRole('row', { name: /Alone\.png/ })).toContainText(
    'no truth has its name',
  );
  await expect(
    evaluate.leftovers.getByRole('row', { name: /Lost_segmentation\.png/ }),
  ).toContainText('no picture has its name');

  await evaluate.press('Run');
  await expect(evaluate.progress).toContainText('pictures/s', { timeout: RUN_TIMEOUT_MS });
  await evaluate.press('Pause');
  await expect(evaluate.progress).toContainText('paused');
  await evaluate.press('Go on');
  await expect.poll(() => evaluate.readDone(), { timeout: RUN_TIMEOUT_MS }).toBeGreaterThan(12);
  await evaluate.press('Stop');
  await expect(evaluate.main.getByText('CSV files have every figure')).toBeVisible();
  const before = await evaluate.readDone();
  expect(before).toBeLessThan(59);

  await page.reload();
  evaluate = new EvaluatePage(page);
  await expect(evaluate.earlier).toContainText(`stopped at ${before} of 59 pictures`);
  await evaluate.giveFolder(folder);
  await expect(evaluate.progress).toContainText(`${before} of 59, stopped`);
  await expect(evaluate.main.getByText(/It goes on as it was begun: .*Light/)).toBeVisible();
  await evaluate.press('Discard these figures');
  await page.getByRole('dialog').getByRole('button', { name: 'Discard them' }).click();
  await expect(evaluate.main.getByLabel('Masks from')).toBeEnabled();
  await expect(evaluate.progress).toBeHidden();
  await evaluate.giveFolder(folder); // they come back with the folder until another run begins
  await expect(evaluate.progress).toContainText(`${before} of 59, stopped`);
  await evaluate.main.getByText('How files are paired').click();
  await evaluate.main.getByLabel('Endings of truths').focus();
  await evaluate.main.getByLabel('Folders of truths').focus(); // left as it is, nothing is lost
  await expect(evaluate.progress).toContainText(`${before} of 59, stopped`);
  await evaluate.press('Go on');
  await evaluate.waitUntilDone();
  await expect(evaluate.progress).toContainText('59 of 59, done; 3 could not be scored');

  const table = await evaluate.saveTable('Pictures (CSV)');
  const own = table.filter(({ contender }) => contender === 'main');
  const scored = own.filter(({ status }) => status === 'scored');
  expect([table.length, own.length, scored.length]).toEqual([118, 59, 56]);
  expect(new Set(own.map(({ image }) => image)).size).toBe(59);
  const why = new Map(own.map((row) => [row.image, row.why]));
  expect(why.get('broken_0')).toContain('file-damaged');
  expect(why.get('broken_1')).toContain('file-empty');
  expect(why.get('broken_2')).toContain('PDF');

  const means = await evaluate.saveTable('Means (CSV)');
  for (const [measure, label] of [
    ['dice', 'Dice (F1)'],
    ['jaccard', 'Jaccard (IoU)'],
    ['hausdorff95_px', 'Hausdorff 95 %'],
  ] as const) {
    const mean = means.find((row) => row.contender === 'main' && row.measure === measure)!;
    expect(Number(mean.mean)).toBeCloseTo(meanOf(scored, measure), 10);
    expect(mean).toMatchObject({ pictures: '56', scored: '56', failed: '3' });
    expect(await evaluate.readMean(/^Means: Light/, label)).toBe(Number(mean.mean).toFixed(3));
    expect(Number(mean.low95)).toBeLessThanOrEqual(Number(mean.mean));
    expect(Number(mean.high95)).toBeGreaterThanOrEqual(Number(mean.mean));
  }

  const masks = unzipSync(await evaluate.save('Masks (ZIP)'));
  expect(Object.keys(masks)).toHaveLength(56);
  const mask = readMask(Buffer.from(masks['Case_007_segmentation.png']!));
  expect(mask).toMatchObject({ width: 160, height: 120 });
  const { tp, fp } = scored.find(({ image }) => image === 'case_007')!;
  expect(mask.data.filter((value) => value === 255)).toHaveLength(Number(tp) + Number(fp));

  const panel = decode(await evaluate.save('Panel (PNG)'));
  expect(panel.width).toBeGreaterThan(1400);
  expect(panel.height).toBeGreaterThan(2000); // two worst, two median, two best
  const report = (await evaluate.save('Report (HTML)')).toString('utf8');
  for (const words of ['Evaluation of 59 pictures', 'SHA-256', 'Broken_0'.toLowerCase(), 'Lost_']) {
    expect(report).toContain(words);
  }
  await page.setContent(report); // it is a page that stands on its own
  await expect(page.getByRole('heading', { name: 'Evaluation of 59 pictures' })).toBeVisible();
  await expect(page.getByRole('img', { name: /Original, ground truth/ })).toBeVisible();
});

test('rows are filtered, sorted and opened as cases', async ({ page }) => {
  const folder = test.info().outputPath('set');
  writePairs(folder, 6);
  const evaluate = await EvaluatePage.open(page);
  await evaluate.giveFolder(folder);
  await evaluate.press('Run');
  await evaluate.waitUntilDone();
  await expect(evaluate.rows).toHaveText('6 of 6 pictures');

  const dice = evaluate.pictures.getByRole('columnheader', { name: 'Dice (F1)' });
  await dice.getByRole('button').click();
  await expect(dice).toHaveAttribute('aria-sort', 'ascending');
  const cells = evaluate.pictures.getByRole('row').locator('td:nth-child(3)');
  const values = (await cells.allInnerTexts()).map(Number);
  expect(values).toHaveLength(6);
  expect(values).toEqual([...values].sort((a, b) => a - b));

  await evaluate.main.getByLabel('Only where').selectOption({ label: 'Dice (F1)' });
  await evaluate.main.getByRole('textbox', { name: 'is below' }).fill('0.01');
  await expect(evaluate.rows).toHaveText('0 of 6 pictures');
  await evaluate.main.getByRole('textbox', { name: 'is below' }).fill('');
  await evaluate.main.getByLabel('Name contains').fill('case_004');
  await expect(evaluate.rows).toHaveText('1 of 6 pictures');
  const shown = await cells.first().innerText();

  await evaluate.pictures.getByRole('button', { name: 'case_004' }).click();
  const segment = new SegmentPage(page);
  await segment.waitForMask();
  expect((await segment.readFigure('Dice (F1)')).toFixed(3)).toBe(shown);
});

test('two models, a threshold and a folder of masks are compared on the same pictures', async ({
  page,
}) => {
  const folder = test.info().outputPath('set');
  const masks = test.info().outputPath('elsewhere');
  for (const { truth } of writePairs(folder, 7)) write(masks, truth); // perfect masks
  await addTinyModel(page);
  const evaluate = await EvaluatePage.open(page);
  await evaluate.giveFolder(folder);
  await evaluate.main.getByLabel('Compare with').selectOption('model');
  await evaluate.main.getByLabel('Other model').selectOption('tiny');
  await evaluate.press('Run');
  await evaluate.waitUntilDone();
  await expect(evaluate.progress).toContainText('14 of 14');
  const differences = evaluate.main.getByRole('table', { name: /^Differences: Light .* Tiny/ });
  await expect(differences.getByRole('row', { name: /^Dice/ })).toContainText(/\d\.\d{3} \(/);
  const segment = new SegmentPage(page);
  await segment.waitForNetwork(); // the first model is back

  await evaluate.giveMasks(masks);
  await evaluate.main.getByLabel('Compare with').selectOption('masks');
  await evaluate.press('Run');
  await evaluate.waitUntilDone();
  expect(await evaluate.readMean('Means: Masks made elsewhere', 'Dice (F1)')).toBe('1.000');
  expect(await evaluate.readMean('Means: Masks made elsewhere', 'Mean surface distance')).toBe(
    '0.000',
  );

  await evaluate.main.getByLabel('Masks from').selectOption('masks');
  await evaluate.press('Run again');
  await evaluate.waitUntilDone();
  const table = await evaluate.saveTable('Pictures (CSV)');
  const own = table.filter(({ contender }) => contender === 'main');
  expect(own).toHaveLength(7);
  expect(own.every(({ jaccard, precision }) => jaccard === '1' && precision === '1')).toBe(true);
  expect(new Set(table.map(({ contender }) => contender))).toEqual(new Set(['main', 'otsu']));
});

test('masks are scored without any picture and without the network', async ({ page }) => {
  const folder = test.info().outputPath('set');
  const pairs = writePairs(folder, 3);
  const masks = test.info().outputPath('elsewhere');
  for (const [index, { truth }] of pairs.entries()) {
    write(masks, { ...pairs[(index + 1) % pairs.length]!.truth, name: truth.name }); // its neighbour's
  }
  const evaluate = await EvaluatePage.open(page);
  await page.getByLabel('Folder of truths').setInputFiles(join(folder, 'masks'));
  await evaluate.giveMasks(masks);
  await expect(evaluate.pairs).toContainText('3 pictures, 3 with a truth');
  await evaluate.press('Run');
  await evaluate.waitUntilDone();
  const dice = Number(await evaluate.readMean('Means: Masks made elsewhere', 'Dice (F1)'));
  expect(dice).toBeGreaterThan(0.3);
  expect(dice).toBeLessThan(1);
  const borders = evaluate.main.getByRole('table', { name: 'Means by the truths’ borders' });
  await expect(borders).toBeHidden();

  // one of the truths as if a program had grown it
  const { truth } = drawLesion({ width: 160, height: 120, seed: 2 });
  write(join(folder, 'masks'), greyPngFile(pairs[1]!.truth.name, roughen(truth)));
  await page.getByLabel('Folder of truths').setInputFiles(join(folder, 'masks'));
  await evaluate.press('Run');
  await evaluate.waitUntilDone();
  for (const [border, pictures] of [
    [/^Smooth/, '2'],
    [/^Ragged/, '1'],
  ] as const) {
    const cells = borders.getByRole('row', { name: border }).getByRole('cell');
    await expect(cells.first()).toHaveText(pictures);
  }
  const table = await evaluate.saveTable('Pictures (CSV)');
  expect(table.map(({ truth_border }) => truth_border)).toEqual(['smooth', 'ragged', 'smooth']);
});
