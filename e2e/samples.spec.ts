/** The drawn sample lesions: the real network finds them, and they go the way of any other case. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { SAMPLES, sampleTitle } from '../src/core/samples/samples';
import { expect, test } from './fixtures';
import { MASK_TIMEOUT_MS, SegmentPage } from './pages/segmentPage';
import { readMask } from './pictures/readMask';

const ENOUGH_DICE = 0.85;
/** Of six samples at least five are found well; of all of them the same share. */
const FOUND_SHARE = 5 / 6;

/** From the empty page, or from the dialogue that is offered beside open cases. */
async function openSample(page: Page, title: string): Promise<void> {
  const tile = page.getByRole('button', { name: title, exact: true });
  const shelf = page.getByRole('button', { name: 'Samples' });
  await expect(tile.or(shelf).first()).toBeVisible();
  if (!(await tile.isVisible())) await shelf.click();
  await tile.click();
}

test('the network finds the samples, and each has its scores at once', async ({ page }) => {
  test.setTimeout(MASK_TIMEOUT_MS * SAMPLES.length);
  const segment = await SegmentPage.open(page);
  await expect(segment.main.getByText(/drawn by this page, not photographed/i)).toBeVisible();
  const dice: Record<string, number> = {};
  for (const sample of SAMPLES) {
    const title = sampleTitle(sample);
    await openSample(page, title);
    await expect(segment.section('Picture')).toContainText(`${title}.png`, {
      timeout: MASK_TIMEOUT_MS,
    });
    dice[title] = await segment.readFigure('Dice (F1)');
  }
  await expect(segment.cases.getByRole('listitem')).toHaveCount(SAMPLES.length);
  const found = Object.values(dice).filter((value) => value >= ENOUGH_DICE);
  expect(found.length, `Dice: ${JSON.stringify(dice)}`).toBeGreaterThanOrEqual(
    Math.ceil(FOUND_SHARE * SAMPLES.length),
  );
});

test('a sample is saved under its name, and opened again rather than doubled', async ({ page }) => {
  const segment = await SegmentPage.open(page);
  const { spec } = SAMPLES[2]!;
  await openSample(page, 'Sample 3, dark skin');
  await segment.waitForMask();
  const mask = await segment.save('Mask');
  expect(mask.name).toBe('Sample 3, dark skin_segmentation.png');
  expect(readMask(mask.bytes)).toMatchObject(spec.size);
  await segment.readFigure('Dice (F1)');
  const scores = await segment.save('Scores');
  expect(scores.name).toBe('Sample 3, dark skin_scores.csv');
  expect(scores.bytes.toString('utf8')).toContain('\n"Sample 3, dark skin.png",');

  await openSample(page, 'Sample 5, small');
  await expect(segment.section('Picture')).toContainText('Sample 5, small.png');
  await openSample(page, 'Sample 3, dark skin');
  await expect(segment.section('Picture')).toContainText('Sample 3, dark skin.png');
  await expect(segment.cases.getByRole('listitem')).toHaveCount(2);
});

/** Without axe's violations in both schemes, wide and narrow, and without anything to scroll to sideways. */
async function checkAccess(page: Page): Promise<void> {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways).toBe(0);
  }
}

test('the samples are in reach of everyone, by keys alone too', async ({ page }) => {
  test.setTimeout(5 * MASK_TIMEOUT_MS);
  const segment = await SegmentPage.open(page);
  await segment.waitForNetwork();
  await checkAccess(page);
  await page.getByRole('button', { name: 'Choose pictures' }).focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Camera' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Sample 1, clear border' })).toBeFocused();
  await page.keyboard.press('Enter');
  await segment.waitForMask();
  await page.getByRole('button', { name: 'Samples' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Sample lesions' });
  await expect(dialog).toContainText('not photographed');
  await checkAccess(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
