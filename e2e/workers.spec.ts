/** A worker that the browser ends, as it does where memory is short: said, replaced, and nothing of the user's lost. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { MASK_TIMEOUT_MS, SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { greyPngFile, pngFile } from './pictures/encode';

const first = drawLesion({ width: 320, height: 240 });
const second = drawLesion({ width: 300, height: 300, seed: 2 });

/** Ends it from the inside, without an error or a word. */
async function endWorker(page: Page, which: 'engine' | 'pixels'): Promise<void> {
  for (const worker of page.workers()) {
    const name = await worker.evaluate(() => self.name).catch(() => '');
    if (name.startsWith(`lentigo-${which}-`)) {
      await worker.evaluate(() => self.close()).catch(() => undefined); // it may not live to answer
      return;
    }
  }
  throw new Error(`there is no ${which} worker`);
}

test('the network’s worker ends: it is started again and goes on', async ({ page }) => {
  const segment = await SegmentPage.open(page);
  await segment.give(pngFile('arm.png', first.picture));
  await segment.waitForMask();
  await endWorker(page, 'engine');
  await expect(page.getByText('The network stopped (the browser ended it)')).toBeVisible();
  await segment.waitForNetwork();
  await segment.give(pngFile('leg.png', second.picture));
  await segment.waitForMask();
  await expect(segment.case('arm.png')).toBeVisible();
});

test('the pictures’ worker ends: the open case is there again with its scores', async ({
  page,
}) => {
  const segment = await SegmentPage.open(page);
  await segment.drop(pngFile('arm.png', first.picture), greyPngFile('arm_mask.png', first.truth));
  await segment.waitForMask();
  const dice = await segment.readFigure('Dice (F1)');
  await endWorker(page, 'pixels');
  await expect(
    page.getByText('The part that works on pictures stopped (the browser ended it)'),
  ).toBeVisible();
  await segment.waitForMask();
  await expect.poll(() => segment.readFigure('Dice (F1)'), { timeout: MASK_TIMEOUT_MS }).toBe(dice);
  await segment.give(pngFile('leg.png', second.picture));
  await segment.waitForMask();
});
