/** What stands behind a score: its formula, the plot over all thresholds, the outlines' distance, the readers' range. */
import { expect, test } from './fixtures';
import { SegmentPage } from './pages/segmentPage';
import { drawLesion, roughen } from './pictures/drawLesion';
import { greyPngFile, pngFile } from './pictures/encode';
import { countAgreement, readMask, toDice } from './pictures/readMask';

const whole = new Intl.NumberFormat('en');

test('each score opens to its formula with the counts of the case, by keyboard', async ({
  page,
}) => {
  const { picture, truth } = drawLesion();
  const segment = await SegmentPage.open(page);
  await segment.drop(pngFile('arm.png', picture), greyPngFile('arm_segmentation.png', truth));
  const dice = await segment.readFigure('Dice (F1)');
  const tp = whole.format(await segment.readFigure('True positive'));
  const fp = whole.format(await segment.readFigure('False positive'));
  const fn = whole.format(await segment.readFigure('False negative'));

  const opener = segment.scores.getByRole('button', { name: 'Dice (F1)' });
  await expect(opener).toHaveAttribute('aria-expanded', 'false');
  await opener.press('Enter');
  await expect(opener).toHaveAttribute('aria-expanded', 'true');
  await expect(segment.scores).toContainText('2 · TP / (2 · TP + FP + FN)');
  await expect(segment.scores).toContainText(`= 2 · ${tp} / (2 · ${tp} + ${fp} + ${fn})`);
  await expect(segment.scores).toContainText(`= ${dice.toFixed(3)}`);
  await opener.press('Enter');
  await expect(segment.scores).not.toContainText('2 · TP');

  await expect(
    segment.scores.getByRole('img', {
      name: 'Two readers of one picture: mean 0.810, median 0.895',
    }),
  ).toBeVisible();
});

test('a truth with a ragged border is told of', async ({ page }) => {
  const { picture, truth } = drawLesion({ width: 320, height: 240 });
  const segment = await SegmentPage.open(page);
  await segment.drop(pngFile('arm.png', picture), greyPngFile('arm_segmentation.png', truth));
  const section = segment.section('Ground truth and scores');
  await expect(section).toContainText('of the picture as lesion');
  await expect(section).not.toContainText('ragged');
  await section.getByRole('button', { name: 'Remove' }).click();
  await segment.giveTruth(greyPngFile('arm_segmentation.png', roughen(truth)));
  await expect(section).toContainText('Its border is ragged');
});

test('the plot holds every threshold’s scores and moves the threshold', async ({ page }) => {
  const { picture, truth } = drawLesion();
  const segment = await SegmentPage.open(page);
  await segment.drop(pngFile('arm.png', picture), greyPngFile('arm_segmentation.png', truth));
  const plot = page.getByRole('slider', { name: 'Score plot' });
  await expect(plot).toBeVisible({ timeout: 60_000 });
  await plot.press('Home');
  await expect(segment.section('Mask')).toContainText('Threshold 1 %');
  await plot.press('PageUp');
  await plot.press('ArrowRight');
  await expect(segment.section('Mask')).toContainText('Threshold 12 %');

  const box = (await plot.boundingBox())!;
  await plot.hover({ position: { x: box.width * 0.4, y: box.height / 2 } });
  await page.mouse.down();
  await plot.hover({ position: { x: box.width * 0.75, y: box.height / 3 } });
  await page.mouse.up();
  const percent = Number(await plot.getAttribute('aria-valuenow'));
  expect(percent).toBeGreaterThan(65);
  expect(percent).toBeLessThan(85);
  await expect(segment.section('Mask')).toContainText(`Threshold ${percent} %`);

  // without clean-up the mask is the very one that the plot counted
  for (const name of ['Keep one region', 'Fill holes']) {
    const control = segment.section('Mask').getByRole('switch', { name });
    if (await control.isChecked()) await control.press('Space');
    await expect(control).not.toBeChecked();
  }
  const mask = readMask((await segment.save('Mask')).bytes);
  const dice = toDice(countAgreement(mask, truth)).toFixed(3);
  await expect(plot).toHaveAttribute(
    'aria-valuetext',
    new RegExp(`^Cut at ${percent} %: Dice ${dice},`),
  );
});

test('the outlines’ distance is 0 for the mask itself and not defined without a lesion', async ({
  page,
}) => {
  const { picture, truth } = drawLesion();
  const segment = await SegmentPage.open(page);
  await segment.drop(pngFile('arm.png', picture));
  await segment.waitForMask();
  const { bytes, name } = await segment.save('Mask');
  const distance = segment.scores
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'Hausdorff, 95 %' }) })
    .getByRole('cell');

  await segment.drop({ name, mimeType: 'image/png', buffer: bytes });
  await expect(distance).toHaveText('0.0 px · 0.0 %');
  await segment.drop(greyPngFile('arm_segmentation.png', truth));
  await expect(distance).toHaveText(/^[1-9][\d.]* px · \d\.\d %$/);

  const nothing = { ...truth, data: new Uint8Array(truth.data.length) };
  await segment.drop(greyPngFile('arm_segmentation.png', nothing));
  await expect(distance).toHaveText('not defined');
  await segment.scores.getByRole('button', { name: 'Hausdorff, 95 %' }).click();
  await expect(segment.scores).toContainText('the truth marks no lesion');
});
