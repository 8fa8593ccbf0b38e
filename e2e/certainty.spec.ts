/** How sure the network is: after the first mask, never changing it unasked; and the warnings. */
import { expect, test } from './fixtures';
import { MASK_TIMEOUT_MS, SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { pngFile } from './pictures/encode';
import { readMask } from './pictures/readMask';

/** Seven more answers of the network, on cores that are busy with other work. */
const EIGHT_TIMEOUT_MS = 4 * MASK_TIMEOUT_MS;
const KNOWN = /Agreement 0\.\d{3}, (high|fair|low)|Agreement 1\.000, high/;

test.setTimeout(2 * EIGHT_TIMEOUT_MS);

test('eight flips and turns, stopped and gone on, leave the outline as it is until asked', async ({
  page,
}) => {
  const segment = await SegmentPage.open(page);
  const certainty = segment.section('Certainty');
  await segment.drop(pngFile('arm.png', drawLesion().picture));

  // the button is there for as long as seven answers take
  await certainty.getByRole('button', { name: 'Stop' }).click({ timeout: MASK_TIMEOUT_MS });
  await segment.waitForMask();
  await expect(certainty).toContainText('Stopped. The outline stays as it is.');
  await expect(certainty).toContainText(/Agreement [1-7] of 8/);
  const before = readMask((await segment.save('Mask')).bytes);
  await expect(certainty.getByRole('switch', { name: 'Use the average of eight' })).toBeDisabled();

  await certainty.getByRole('button', { name: 'Go on' }).click();
  await expect(certainty).toContainText(KNOWN, { timeout: EIGHT_TIMEOUT_MS });
  expect(readMask((await segment.save('Mask')).bytes)).toEqual(before);

  await segment.chooseView('Figure'); // hides the picture that the map lies over
  await page.keyboard.press('u');
  await expect(segment.stage).toHaveAccessibleName(/outline view/);
  await expect(page.getByRole('group', { name: 'Legend of the map' })).toBeVisible();
  await expect(certainty.getByRole('switch', { name: 'Show where it is unsure' })).toBeChecked();
  await page.keyboard.press('u');
  await expect(page.getByRole('group', { name: 'Legend of the map' })).toBeHidden();

  await certainty.getByRole('switch', { name: 'Use the average of eight' }).click();
  const saveMeasures = () =>
    segment.section('Measure').getByRole('button', { name: 'Save as CSV' }).click();
  const readCell = async (name: string) => {
    const { bytes } = await segment.takeDownload(saveMeasures);
    const [names, cells] = bytes.toString('utf8').split('\r\n');
    return cells!.split(',')[names!.split(',').indexOf(name)];
  };
  await expect.poll(() => readCell('maps_averaged')).toBe('8');
  const average = readMask((await segment.save('Mask')).bytes);
  expect(average.data).not.toEqual(before.data);
  await certainty.getByRole('switch', { name: 'Use the average of eight' }).click();
  await expect.poll(() => readCell('maps_averaged')).toBe('1');
  expect(readMask((await segment.save('Mask')).bytes)).toEqual(before);
  expect(Number(await readCell('agreement'))).toBeGreaterThan(0);
});

test('a lesion that leaves the picture is warned about, beside the picture too', async ({
  page,
}) => {
  const segment = await SegmentPage.open(page);
  const { picture } = drawLesion({ centre: { x: 0.5, y: 0.5 }, radius: 0.6 });
  await segment.drop(pngFile('edge.png', picture));
  await segment.waitForMask();
  const warnings = segment.section('Certainty').getByRole('list', { name: 'Warnings' });
  await expect(warnings).toContainText('It touches the picture’s border');
  await page.getByRole('button', { name: /^Check the outline: / }).click();
  await expect(segment.section('Certainty')).toBeInViewport();

  await segment.threshold.press('End');
  await expect(segment.section('Mask')).toContainText('Threshold 99 %');
  await expect(warnings.getByRole('listitem')).not.toHaveCount(0);
});
