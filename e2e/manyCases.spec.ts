/** Fifty files at once, a third of them bad: one list of what was not used, the rest worked through, stopped and gone on. */
import { expect, test } from './fixtures';
import { MASK_TIMEOUT_MS, SegmentPage } from './pages/segmentPage';
import { corruptFile, emptyFile, pdfFile, truncateFile } from './pictures/badFiles';
import { drawLesion } from './pictures/drawLesion';
import { greyPngFile, pngFile, type TestFile } from './pictures/encode';

const CASES = 16;
const BAD = 17;
/** The bad ones and a truth that belongs to no picture. */
const NOT_USED = BAD + 1;

test('fifty files, a third of them bad', async ({ page }) => {
  test.setTimeout((CASES + 4) * MASK_TIMEOUT_MS);
  const segment = await SegmentPage.open(page);
  await segment.waitForNetwork();

  await segment.drop(...fiftyFiles());
  const panel = segment.refusals.getByRole('alert');
  await segment.cases.getByRole('button', { name: 'Stop' }).click();
  await expect(segment.queue).toContainText(/\d+ of \d+, stopped/);
  await expect(segment.queue).not.toContainText(`${CASES} of`);

  // Stopped: the rest waits, except for what is looked at.
  await segment.cases.getByRole('button', { name: 'Go on' }).click();
  await expect(panel).toContainText(`${NOT_USED} files were not used`, {
    timeout: MASK_TIMEOUT_MS,
  });
  await expect(panel.getByRole('listitem')).toHaveCount(NOT_USED);
  await expect(segment.cases.getByRole('listitem')).toHaveCount(CASES);
  await segment.cases.getByRole('button', { name: 'Stop' }).click();
  const waiting = segment.cases.getByRole('listitem').filter({ hasText: 'waiting' });
  await expect(segment.cases.getByRole('listitem').filter({ hasText: 'outlining' })).toHaveCount(
    0,
    { timeout: MASK_TIMEOUT_MS },
  );
  const left = await waiting.count();
  expect(left).toBeGreaterThan(1);
  await waiting.last().getByRole('button').click();
  await segment.waitForMask();
  await expect(waiting).toHaveCount(left - 1);

  await segment.cases.getByRole('button', { name: 'Go on' }).click();
  await expect(segment.cases.getByRole('listitem').filter({ hasText: 'Dice' })).toHaveCount(CASES, {
    timeout: CASES * MASK_TIMEOUT_MS,
  });
  await expect(segment.queue).toBeHidden();
  for (const text of await segment.cases.getByRole('listitem').allInnerTexts()) {
    expect(Number(/Dice (\d\.\d+)/.exec(text)?.[1])).toBeGreaterThanOrEqual(0.8);
  }

  await panel.getByRole('button', { name: 'Dismiss' }).click();
  await expect(segment.refusals).toBeHidden();
});

test('a truth whose picture cannot be read is named with it', async ({ page }) => {
  const { picture, truth } = drawLesion({ width: 160, height: 120 });
  const segment = await SegmentPage.open(page);
  await segment.give(
    truncateFile(pngFile('torn.png', picture)),
    greyPngFile('torn_segmentation.png', truth),
  );
  const panel = segment.refusals.getByRole('alert');
  await expect(panel).toContainText('torn.png is damaged');
  await expect(panel).toContainText('torn_segmentation.png looks like a ground truth');
});

/** Sixteen pictures, their truths, seventeen files that are none and a stray truth, mixed as in a careless folder. */
function fiftyFiles(): TestFile[] {
  const files: TestFile[] = [];
  for (let seed = 1; seed <= CASES; seed++) {
    const { picture, truth } = drawLesion({ width: 200, height: 150, seed });
    files.push(greyPngFile(`mole ${seed}_segmentation.png`, truth));
    files.push(spoil(seed, pngFile(`bad ${seed}.png`, picture)));
    files.push(pngFile(`mole ${seed}.png`, picture));
  }
  const { truth } = drawLesion({ width: 200, height: 150 });
  return [...files, pdfFile(`bad ${BAD}.png`), greyPngFile('stray_mask.png', truth)];
}

function spoil(kind: number, file: TestFile): TestFile {
  switch (kind % 4) {
    case 0:
      return emptyFile(file.name);
    case 1:
      return pdfFile(file.name);
    case 2:
      return truncateFile(file);
    default:
      return corruptFile(file);
  }
}
