/** Files that cannot be used: each is refused in plain words, and the work that is open stays as it was. */
import { expect, test } from './fixtures';
import { SegmentPage } from './pages/segmentPage';
import { corruptFile, emptyFile, pdfFile, truncateFile } from './pictures/badFiles';
import { drawLesion } from './pictures/drawLesion';
import { canvasFile, greyPngFile, pngFile } from './pictures/encode';

const { picture, truth } = drawLesion();

test('pictures that are none are refused, on the empty page and beside an open case', async ({
  page,
}) => {
  const jpeg = await canvasFile(page, 'cut.jpg', picture, 'image/jpeg');
  const segment = await SegmentPage.open(page);

  await segment.give(emptyFile('nothing.jpg'));
  await expect(segment.refusals).toContainText(/nothing\.jpg is empty\.\s*Save or copy it again/);
  await segment.refusals.getByRole('button', { name: 'Dismiss' }).click();
  await expect(segment.refusals).toBeHidden();

  await segment.give(pngFile('good.png', picture));
  await segment.waitForMask();
  const said = await segment.status.innerText();

  await segment.drop(
    pdfFile('report.jpg'),
    truncateFile(jpeg),
    truncateFile(pngFile('cut.png', picture)),
    corruptFile(pngFile('scrambled.png', picture)),
    { ...pdfFile('noise.png'), buffer: Buffer.from([1, 2, 3, 254, 255, 0, 7]) },
  );
  for (const text of [
    /report\.jpg is not a picture Lentigo can read \(it starts like a PDF\)\.\s*Try JPEG, PNG/,
    /cut\.jpg is damaged: .*\.\s*Open it in a picture viewer and save it again/,
    /cut\.png is damaged/,
    /scrambled\.png is damaged/,
    /noise\.png is not a picture Lentigo can read/,
  ]) {
    await expect(segment.refusals.getByRole('listitem').filter({ hasText: text })).toBeVisible();
  }
  await expect(segment.cases.getByRole('listitem')).toHaveCount(1);
  await expect(segment.stage).toHaveAccessibleName(/^good\.png/);
  await expect(segment.status).toHaveText(said);
});

test('a truth without its picture may be used for the open case or opened itself', async ({
  page,
}) => {
  const segment = await SegmentPage.open(page);
  const lonely = greyPngFile('lonely_segmentation.png', truth);
  const refusal = segment.refusals.getByRole('alert');
  await segment.drop(lonely);
  await expect(refusal).toContainText(
    'lonely_segmentation.png looks like a ground truth, but it is not clear of which open picture.',
  );
  await expect(refusal.getByRole('button', { name: 'Use it for the open case' })).toBeHidden();
  await expect(refusal.getByRole('button', { name: 'Open it as a picture' })).toBeVisible();

  await segment.give(pngFile('other.png', picture));
  await segment.waitForMask();
  await refusal.getByRole('button', { name: 'Use it for the open case' }).click();
  expect(await segment.readFigure('Dice (F1)')).toBeGreaterThanOrEqual(0.8);
  await expect(segment.refusals).toBeHidden();

  await segment.drop(lonely);
  await refusal.getByRole('button', { name: 'Open it as a picture' }).click();
  await expect(segment.stage).toHaveAccessibleName(/^lonely_segmentation\.png/);
});
