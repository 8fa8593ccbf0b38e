/** The whole road: a photo, its mask, its truth, its scores, and all three saved; on WASM with threads. */
import { cpus } from 'node:os';
import { decode } from 'fast-png';
import { expect, test } from './fixtures';
import { SegmentPage } from './pages/segmentPage';
import { addExif, EXIF_SECRET } from './pictures/addExif';
import { drawLesion } from './pictures/drawLesion';
import { canvasFile, greyPngFile } from './pictures/encode';
import { countAgreement, listChunks, readMask, toDice } from './pictures/readMask';

const THREADS = Math.min(8, cpus().length);

test('drop, mask, threshold, truth, scores, save', async ({ page }) => {
  const { picture, truth } = drawLesion();
  const photo = addExif(await canvasFile(page, 'arm.jpg', picture, 'image/jpeg'), 1);
  const segment = await SegmentPage.open(page);

  await segment.drop(photo);
  await segment.waitForMask();
  await expect(segment.engineBadge).toHaveText(
    `WASM, ${THREADS} ${THREADS === 1 ? 'thread' : 'threads'}`,
  );
  await expect(segment.section('Picture')).toContainText('640 × 480 px');
  const madeIn = await segment.section('Picture').innerText();

  const saved = await segment.save('Mask');
  expect(saved.name).toBe('arm_segmentation.png');
  const mask = readMask(saved.bytes);
  expect(mask).toMatchObject({ width: 640, height: 480 });
  const counts = countAgreement(mask, truth);
  expect(toDice(counts)).toBeGreaterThanOrEqual(0.8);

  await segment.drop(greyPngFile('arm_Segmentation.png', truth));
  expect(await segment.readFigure('Dice (F1)')).toBeCloseTo(toDice(counts), 3);
  expect(await segment.readFigure('True positive')).toBe(counts.truePositive);
  expect(await segment.readFigure('False positive')).toBe(counts.falsePositive);
  expect(await segment.readFigure('False negative')).toBe(counts.falseNegative);
  expect(await segment.readFigure('True negative')).toBe(counts.trueNegative);
  await expect(segment.case('arm.jpg')).toContainText(`Dice ${toDice(counts).toFixed(3)}`);

  await segment.chooseView('Difference');
  await expect(segment.legend.getByRole('listitem')).toHaveText([
    'True positive',
    'False positive',
    'False negative',
  ]);

  // A lower threshold never makes the mask smaller, and the network does not run for it.
  await segment.threshold.press('Home');
  await expect(segment.section('Mask')).toContainText('Threshold 1 %');
  await expect.poll(() => segment.readFigure('True negative')).toBeLessThan(counts.trueNegative);
  const widerMask = readMask((await segment.save('Mask')).bytes);
  const wider = countAgreement(widerMask, truth);
  expect(wider.truePositive).toBeGreaterThanOrEqual(counts.truePositive);
  expect(await segment.readFigure('Dice (F1)')).toBeCloseTo(toDice(wider), 3);
  expect(await segment.section('Picture').innerText()).toBe(madeIn);

  const scores = await segment.save('Scores');
  expect(scores.name).toBe('arm_scores.csv');
  const [header, row] = scores.bytes.toString('utf8').split('\r\n');
  const cells = Object.fromEntries(
    header!.split(',').map((name, index) => [name, row!.split(',')[index]]),
  );
  expect(cells).toMatchObject({
    image: 'arm.jpg',
    backend: 'wasm',
    threshold: '0.01',
    width: '640',
    height: '480',
    tp: String(wider.truePositive),
    fp: String(wider.falsePositive),
    fn: String(wider.falseNegative),
    tn: String(wider.trueNegative),
  });
  expect(Number(cells.dice)).toBeCloseTo(toDice(wider), 12);

  const overlay = await segment.save('Overlay');
  expect(overlay.name).toBe('arm_overlay.png');
  expect(decode(overlay.bytes)).toMatchObject({ width: 640, height: 480 });
  expect(listChunks(overlay.bytes)).not.toContain('eXIf');
  expect(photo.buffer.includes(EXIF_SECRET)).toBe(true);
  for (const { bytes } of [saved, overlay, scores]) expect(bytes.includes(EXIF_SECRET)).toBe(false);

  await segment.section('Mask').getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => segment.readFigure('True negative')).toBe(counts.trueNegative);
});
