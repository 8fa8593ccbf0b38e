/** From an empty page to saved files without a pointer. */
import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures';
import { MASK_TIMEOUT_MS, SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { greyPngFile, pngFile } from './pictures/encode';

/** Presses Tab until `target` has the focus; fails when the page's controls have gone round without it. */
async function tabTo(target: Locator): Promise<void> {
  const page = target.page();
  const MOST_PRESSES = 60;
  for (let press = 0; press < MOST_PRESSES; press++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(target).toBeFocused();
}

test('open, look, cut, score and save by keys alone', async ({ page }) => {
  const { picture, truth } = drawLesion();
  const segment = await SegmentPage.open(page);
  const { keyboard } = page;

  await tabTo(page.getByRole('button', { name: 'Choose pictures' }));
  let [chooser] = await Promise.all([page.waitForEvent('filechooser'), keyboard.press('Enter')]);
  await chooser.setFiles(pngFile('one.png', picture));
  await segment.waitForMask();

  await keyboard.press('2');
  await expect(segment.stage).toHaveAccessibleName(/outline view/);
  await keyboard.press('3');
  await expect(segment.stage).toHaveAccessibleName(/mask view/);
  await keyboard.press(']');
  await expect(segment.section('Mask')).toContainText('Threshold 65 %');
  await keyboard.press('[');
  await keyboard.press('[');
  await expect(segment.section('Mask')).toContainText('Threshold 55 %');
  await keyboard.press('Alt+]'); // as many a European keyboard writes it
  await expect(segment.section('Mask')).toContainText('Threshold 60 %');
  await keyboard.press('<');
  await expect(segment.section('Mask')).toContainText('Threshold 55 %');

  const zoom = page.getByRole('group', { name: 'Zoom' });
  const fitted = await zoom.innerText();
  await keyboard.press('+');
  await expect(zoom).not.toHaveText(fitted);
  await keyboard.press('0');
  await expect(zoom).toHaveText(fitted, { useInnerText: true });

  await keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(sheet.getByRole('row').filter({ hasText: 'Save the mask' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(sheet).toBeHidden();

  await tabTo(segment.threshold);
  await keyboard.press('ArrowRight');
  await expect(segment.section('Mask')).toContainText('Threshold 56 %');

  await tabTo(page.getByRole('button', { name: 'Choose a ground truth' }));
  [chooser] = await Promise.all([page.waitForEvent('filechooser'), keyboard.press('Enter')]);
  await chooser.setFiles(greyPngFile('anything.png', truth));
  expect(await segment.readFigure('Dice (F1)')).toBeGreaterThanOrEqual(0.8);
  await keyboard.press('5');
  await expect(segment.stage).toHaveAccessibleName(/difference view/);

  const mask = await segment.takeDownload(() => keyboard.press('s'));
  expect(mask.name).toBe('one_segmentation.png');
  await tabTo(segment.section('Save').getByRole('button', { name: 'Scores' }));
  const scores = await segment.takeDownload(() => keyboard.press('Enter'));
  expect(scores.name).toBe('one_scores.csv');

  [chooser] = await Promise.all([page.waitForEvent('filechooser'), keyboard.press('o')]);
  await chooser.setFiles(pngFile('two.png', drawLesion({ seed: 2 }).picture));
  await expect(segment.stage).toHaveAccessibleName(/^two\.png/, { timeout: MASK_TIMEOUT_MS });
  await keyboard.press(',');
  await expect(segment.stage).toHaveAccessibleName(/^one\.png/);
  await keyboard.press('.');
  await expect(segment.stage).toHaveAccessibleName(/^two\.png/);

  await tabTo(segment.case('two.png')); // one stop, however many cases there are
  await keyboard.press('ArrowLeft');
  await expect(segment.case('one.png')).toBeFocused();
  await keyboard.press('Enter');
  await expect(segment.stage).toHaveAccessibleName(/^one\.png/);
});
