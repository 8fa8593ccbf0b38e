/** A worker that the browser ends, as it does where memory is short: said, replaced, and nothing of the user's lost. */
import { expect, test } from './fixtures';
import { endWorker } from './host/endWorker';
import { MASK_TIMEOUT_MS, SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { greyPngFile, pngFile } from './pictures/encode';

const first = drawLesion({ width: 320, height: 240 });
const second = drawLesion({ width: 300, height: 300, seed: 2 });

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
