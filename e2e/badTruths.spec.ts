/** Truths that do not fit as they are: the page says what is odd and offers the ways on. */
import { expect, test } from './fixtures';
import { SegmentPage } from './pages/segmentPage';
import { truncateFile } from './pictures/badFiles';
import { drawLesion, fillPicture, recolourPicture } from './pictures/drawLesion';
import { greyPngFile, pngFile } from './pictures/encode';

const { picture, truth } = drawLesion();
const { width, height } = truth;

test('a truth of another size, in colours, empty, full, damaged', async ({ page }) => {
  const segment = await SegmentPage.open(page);
  const section = segment.section('Ground truth and scores');
  const remove = () => section.getByRole('button', { name: 'Remove' }).click();
  await segment.give(pngFile('arm.png', picture));
  await segment.waitForMask();

  await test.step('of another size: refused, then resized', async () => {
    const small = greyPngFile('small.png', drawLesion({ width: 320, height: 240 }).truth);
    await segment.giveTruth(small);
    const question = section.getByRole('alert');
    await expect(question).toContainText('The truth is 320 × 240, the picture 640 × 480.');
    await expect(question.getByRole('button', { name: 'Choose another file' })).toBeVisible();
    await remove();
    await expect(question).toBeHidden();
    await expect(segment.scores).toBeHidden();
    await segment.giveTruth(small);
    await question.getByRole('button', { name: 'Resize the truth' }).click();
    await expect(section).toContainText('resized to the picture by nearest neighbour');
    expect(await segment.readFigure('Dice (F1)')).toBeGreaterThanOrEqual(0.8);
    await remove();
  });

  await test.step('in colours: one of them is the lesion', async () => {
    const coloured = recolourPicture(truth, ([red]) => (red > 128 ? [200, 30, 30] : [20, 20, 160]));
    await segment.giveTruth(pngFile('coloured.png', coloured));
    const question = section.getByRole('alert');
    await expect(question).toContainText('The truth is in colours, not in grey.');
    await expect(question.getByRole('button', { name: /^#/ })).toHaveText([
      /^#1414a0, \d+\.\d %$/,
      /^#c81e1e, \d+\.\d %$/,
    ]);
    await question.getByRole('button', { name: '#c81e1e' }).click();
    expect(await segment.readFigure('Dice (F1)')).toBeGreaterThanOrEqual(0.8);
    await remove();
  });

  await test.step('without a lesion', async () => {
    await segment.giveTruth(greyPngFile('none.png', fillPicture(width, height, [0, 0, 0])));
    await expect(section).toContainText('It marks no lesion');
    expect(await segment.readFigure('Recall (sensitivity)')).toBe(1);
    expect(await segment.readFigure('Dice (F1)')).toBe(0);
    await remove();
  });

  await test.step('all lesion', async () => {
    await segment.giveTruth(greyPngFile('all.png', fillPicture(width, height, [255, 255, 255])));
    await expect(section).toContainText('It marks the whole picture as lesion');
    expect(await segment.readFigure('Specificity')).toBe(1);
    expect(await segment.readFigure('Precision')).toBe(1);
    await remove();
  });

  await test.step('damaged, then a good one', async () => {
    await segment.giveTruth(truncateFile(greyPngFile('cut.png', truth)));
    await expect(section.getByRole('alert')).toContainText('cut.png is damaged');
    await segment.giveTruth(greyPngFile('whole.png', truth));
    expect(await segment.readFigure('Dice (F1)')).toBeGreaterThanOrEqual(0.8);
  });
  await expect(segment.status).toContainText('Outline covers');
});
