/** Correcting an outline by hand: what is drawn is in the saved mask, the scores and the next visit, and can be undone. */
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { openTiny } from './pages/openTiny';
import type { SegmentPage } from './pages/segmentPage';
import { TrainPage } from './pages/trainPage';
import { drawLesion } from './pictures/drawLesion';
import { greyPngFile, pngFile } from './pictures/encode';
import { readMask, type SavedMask } from './pictures/readMask';

const SIZE = { width: 160, height: 120 };

const openPicture = async (page: Page): Promise<SegmentPage> => {
  const segment = await openTiny(page, 'cpu');
  await segment.drop(pngFile('arm.png', drawLesion(SIZE).picture));
  await segment.waitForMask();
  return segment;
};

const padOf = (page: Page) => page.getByRole('application', { name: /^Correct the outline/ });
const barOf = (page: Page) => page.getByRole('group', { name: 'Correct the outline' });
const beginOf = (segment: SegmentPage) =>
  segment.section('Mask').getByRole('button', { name: 'Correct by hand' });

const saved = async (segment: SegmentPage) => readMask((await segment.save('Mask')).bytes);
const at = ({ width, data }: SavedMask, x: number, y: number) => data[y * width + x];

/** Where a pixel of the fitted picture lies in the window. */
async function placeOf(pad: Locator, x: number, y: number) {
  const box = (await pad.boundingBox())!;
  const scale = Math.min(32, box.width / SIZE.width, box.height / SIZE.height);
  return {
    x: box.x + (box.width - SIZE.width * scale) / 2 + x * scale,
    y: box.y + (box.height - SIZE.height * scale) / 2 + y * scale,
  };
}

async function drag(page: Page, ...pixels: readonly (readonly [number, number])[]) {
  const pad = padOf(page);
  const [first, ...others] = pixels;
  const start = await placeOf(pad, ...first!);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  for (const pixel of others) {
    const next = await placeOf(pad, ...pixel);
    await page.mouse.move(next.x, next.y, { steps: 5 });
  }
  await page.mouse.up();
}

test('what is drawn is saved, scored, kept and undone', async ({ page }) => {
  const segment = await openPicture(page);
  const { width, height } = SIZE;
  const truth = { width, height, data: new Uint8Array(4 * width * height).fill(255) };
  // of a truth that is everything, recall is the share that the outline covers
  await segment.giveTruth(greyPngFile('arm_segmentation.png', truth));
  const own = await saved(segment);

  await beginOf(segment).click();
  const pad = padOf(page);
  await expect(pad).toBeFocused();
  const axe = await new AxeBuilder({ page }).analyze();
  expect(axe.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  // first all is erased, so that what follows does not hang on what the network said
  await barOf(page).getByText('Erase').click();
  await barOf(page).getByText('Draw round').click();
  await drag(page, [-3, 60], [-3, -3], [163, -3], [163, 123], [-3, 123]);
  await expect(segment.status).toContainText('leave no outline');
  await expect(segment.section('Certainty')).toContainText('leave no outline');
  await barOf(page).getByText('Add').click();
  await drag(page, [40, 30], [80, 30], [80, 70], [40, 70]);
  await expect(segment.status).toContainText('corrected by hand');
  await barOf(page).getByText('Brush').click();
  await drag(page, [110, 100], [140, 100]);
  await expect(segment.section('Mask')).toContainText('Remove 3 corrections');

  const drawn = await saved(segment);
  expect([at(drawn, 60, 50), at(drawn, 125, 100)]).toEqual([255, 255]);
  expect([at(drawn, 90, 50), at(drawn, 20, 50), at(drawn, 125, 112)]).toEqual([0, 0, 0]);
  const share = drawn.data.reduce((sum, value) => sum + value / 255, 0) / drawn.data.length;
  await expect.poll(() => segment.readFigure('Recall (sensitivity)')).toBeCloseTo(share, 3);
  await expect(segment.section('Ground truth and scores')).toContainText('corrected by hand');
  await expect(segment.section('Certainty')).toContainText('the network’s own outline');
  await expect(segment.section('Certainty')).toContainText('Several regions');
  const table = (await segment.save('Scores')).bytes.toString('utf8').split('\r\n');
  expect(table[1]!.split(',')[table[0]!.split(',').indexOf('corrections')]).toBe('3');

  // undone by the keys, brought back by the button
  await page.keyboard.press('Control+z');
  await expect(segment.section('Mask')).toContainText('Remove 2 corrections');
  expect(at(await saved(segment), 125, 100)).toBe(0);
  await barOf(page).getByRole('button', { name: 'Redo' }).click();
  await expect(segment.section('Mask')).toContainText('Remove 3 corrections');
  expect(await saved(segment)).toEqual(drawn);

  // the slider moves what was not drawn
  await barOf(page).getByRole('button', { name: 'Done' }).click();
  await expect(pad).toBeHidden();
  await expect(beginOf(segment)).toBeFocused();
  await segment.threshold.press('End');
  await expect(segment.status).toContainText('corrected by hand');
  expect(await saved(segment)).toEqual(drawn);

  // at the next visit they are there
  await expect.poll(() => countKeptStrokes(page)).toBe(3);
  await page.reload();
  await segment.waitForMask();
  expect(await saved(segment)).toEqual(drawn);

  await segment.section('Mask').getByRole('button', { name: 'Remove 3 corrections' }).click();
  await expect(segment.status).not.toContainText('corrected by hand');
  await segment.section('Mask').getByRole('button', { name: 'Reset' }).click();
  await segment.waitForMask();
  expect(await saved(segment)).toEqual(own);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(segment.status).toContainText('corrected by hand');
  expect(await saved(segment)).toEqual(drawn);
});

test('by keyboard alone', async ({ page }) => {
  const segment = await openPicture(page);
  await page.keyboard.press('e');
  const pad = padOf(page);
  await expect(pad).toBeFocused();
  await barOf(page).getByText('Erase').click();
  await pad.focus();
  const own = await saved(segment);
  await pad.focus();
  await pad.press(' ');
  await expect(segment.section('Mask')).toContainText('Remove the correction');
  const spot = await saved(segment);
  expect(at(spot, 80, 60)).toBe(0);

  // from the middle to the left, drawn
  await barOf(page).getByText('Add').click();
  await pad.focus();
  await pad.press('Enter');
  for (let i = 0; i < 6; i++) await pad.press('ArrowLeft');
  await pad.press('Enter');
  await expect(segment.section('Mask')).toContainText('Remove 2 corrections');
  const line = await saved(segment);
  expect([at(line, 80, 60), at(line, 72, 60)]).toEqual([255, 255]);

  await expect(barOf(page).getByRole('slider')).toHaveAttribute('aria-valuetext', /^\d+ px$/);

  // Escape drops a line that is being drawn, and then ends correcting
  await pad.focus();
  await pad.press('Enter');
  await pad.press('ArrowDown');
  await pad.press('Escape');
  await expect(pad).toBeVisible();
  await pad.press('Escape');
  await expect(pad).toBeHidden();
  await expect(beginOf(segment)).toBeFocused();
  await expect(segment.section('Mask')).toContainText('Remove 2 corrections');
  await segment
    .section('Mask')
    .getByRole('button', { name: 'Remove 2 corrections' })
    .press('Enter');
  await expect(beginOf(segment)).toBeFocused();
  await expect(segment.status).not.toContainText('corrected by hand');
  expect(await saved(segment)).toEqual(own);
});

test('wheel and Space with a drag move the picture and draw nothing', async ({ page }) => {
  const segment = await openPicture(page);
  await beginOf(segment).click();
  const zoom = page.getByRole('group', { name: 'Zoom' });
  const before = await zoom.innerText();
  const { x, y } = await placeOf(padOf(page), 80, 60);
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -400);
  await expect(zoom).not.toHaveText(before);
  await page.keyboard.down(' ');
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 30, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up(' ');
  await expect(segment.section('Mask').getByRole('button', { name: /^Remove/ })).toBeHidden();
  // another case has an outline of its own
  await segment.drop(pngFile('back.png', drawLesion(SIZE).picture));
  await expect(padOf(page)).toBeHidden();
});

test('a corrected outline is learned from where there is no other truth', async ({ page }) => {
  const segment = await openPicture(page);
  await beginOf(segment).click();
  await drag(page, [40, 30], [80, 30]);
  await expect(segment.section('Mask')).toContainText('Remove the correction');
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  const train = new TrainPage(page);
  await train.press('Take the open case with a corrected outline');
  await expect(train.pairs).toContainText('1 pair');
});

/** Of all cases as they lie on this device. */
function countKeptStrokes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const opening = indexedDB.open('lentigo-cases');
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const database = opening.result;
    const asking = database.transaction('cases').objectStore('cases').getAll();
    await new Promise((resolve) => (asking.onsuccess = resolve));
    database.close();
    const records = asking.result as { strokes: unknown[] }[];
    return records.reduce((sum, { strokes }) => sum + strokes.length, 0);
  });
}
