/** Measures of the outlined lesion: in pixels, and in millimetres by a line over a ruler or by a number. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures';
import { openTiny } from './pages/openTiny';
import { SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { pngFile } from './pictures/encode';
import { readMask } from './pictures/readMask';

const NAMES = [
  'Area',
  'Perimeter',
  'Longest diameter',
  'Perpendicular diameter',
  'Asymmetry',
  'Border irregularity',
  'Solidity',
  'Colour variegation',
];

test('measures, their definitions, millimetres and the file', async ({ page }) => {
  test.setTimeout(300_000);
  const segment = await SegmentPage.open(page);
  const measure = segment.section('Measure');
  const table = measure.getByRole('table', { name: 'Measures' });
  const row = (name: string) =>
    table.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  const figure = async (name: string) => {
    const cell = row(name).getByRole('cell');
    await expect(cell).toHaveText(/\d/);
    return Number.parseFloat((await cell.innerText()).replaceAll(',', ''));
  };
  await segment.drop(pngFile('arm.png', drawLesion().picture));
  await segment.waitForMask();

  for (const name of NAMES) await expect(row(name).getByRole('cell')).toHaveText(/\d/);
  await expect(measure).toContainText('None of these is a diagnosis.');
  const mask = readMask((await segment.save('Mask')).bytes);
  const areaPx = mask.data.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0);
  expect(await figure('Area')).toBe(areaPx);
  const longestPx = await figure('Longest diameter');
  expect(longestPx).toBeGreaterThanOrEqual(await figure('Perpendicular diameter'));

  await measure.getByRole('button', { name: 'Solidity' }).click();
  await expect(table).toContainText('Area / area of the convex hull');
  await expect(table).toContainText('Source: scikit-image');

  // by keyboard alone: the number itself
  await measure.getByRole('button', { name: 'Measure in millimetres' }).press('Enter');
  await measure.getByText('Number', { exact: true }).click();
  await measure.getByLabel('Pixels in one millimetre').fill('20');
  await measure.getByLabel('Pixels in one millimetre').press('Enter');
  await expect(measure).toContainText('20.00 px are 1 mm, as typed.');
  expect(await figure('Area')).toBeCloseTo(areaPx / 400, 1);

  // a line over a ruler: half of the stage's picture, said to be 16 mm
  await measure.getByRole('button', { name: 'Change the scale' }).click();
  await measure.getByRole('button', { name: 'Draw the line' }).click();
  const box = (await segment.stage.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(measure).toContainText(/\d+\.\d px long/);
  const drawnPx = Number(/([\d.]+) px long/.exec(await measure.innerText())![1]);
  await measure.getByLabel('Length of the line in millimetres').fill('16');
  await measure.getByRole('button', { name: 'Use this scale' }).click();
  expect(await figure('Longest diameter')).toBeCloseTo((longestPx * 16) / drawnPx, 1);

  const axe = await new AxeBuilder({ page }).analyze();
  expect(axe.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  const saved = await segment.takeDownload(() =>
    measure.getByRole('button', { name: 'Save as CSV' }).click(),
  );
  expect(saved.name).toBe('arm_measures.csv');
  const [names, cells] = saved.bytes.toString('utf8').split('\r\n');
  const cell = (name: string) => cells!.split(',')[names!.split(',').indexOf(name)];
  expect(cell('area_px')).toBe(String(areaPx));
  expect(Number(cell('px_per_mm'))).toBeCloseTo(drawnPx / 16, 2);
  expect(cell('maps_averaged')).toBe('1');

  await measure.getByRole('button', { name: 'Back to pixels' }).click();
  expect(await figure('Area')).toBe(areaPx);

  // the slider moves them
  await segment.threshold.press('Home');
  await expect.poll(() => figure('Area')).toBeGreaterThan(areaPx);
});

test('a line that was left for another case is found again with its question', async ({ page }) => {
  const { picture } = drawLesion({ width: 160, height: 120 });
  const segment = await openTiny(page, 'cpu');
  const measure = segment.section('Measure');
  await segment.drop(pngFile('arm.png', picture), pngFile('back.png', picture));
  await segment.waitForMask();
  await measure.getByRole('button', { name: 'Measure in millimetres' }).click();
  await measure.getByRole('button', { name: 'Draw the line' }).click();
  const pad = page.getByRole('group', { name: 'Draw a line over a ruler' });
  await expect(pad).toBeVisible();

  await segment.case('back.png').click();
  await expect(pad).toBeHidden();
  await measure.getByRole('button', { name: 'Measure in millimetres' }).click();
  await expect(measure.getByRole('button', { name: 'Draw the line' })).toBeEnabled();

  await segment.case('arm.png').click();
  await expect(pad).toBeVisible();
  await expect(measure.getByLabel('Length of the line in millimetres')).toBeVisible();
});
