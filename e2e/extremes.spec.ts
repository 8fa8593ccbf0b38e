/** Pictures of shapes and sizes that nobody plans for, and files that go away while they are read. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './fixtures';
import { MASK_TIMEOUT_MS, SegmentPage } from './pages/segmentPage';
import { bombFile } from './pictures/badFiles';
import { drawLesion, fillPicture } from './pictures/drawLesion';
import { canvasFile, pngFile } from './pictures/encode';
import { readMask } from './pictures/readMask';

const SHAPES = [
  { name: 'a single pixel', width: 1, height: 1 },
  { name: 'a line', width: 20_000, height: 20 },
];

for (const { name, width, height } of SHAPES) {
  test(`${name}: the mask has its size`, async ({ page }) => {
    const segment = await SegmentPage.open(page);
    await segment.give(pngFile('odd.png', fillPicture(width, height, [196, 140, 120])));
    await expect(segment.status).toContainText('No lesion found', { timeout: MASK_TIMEOUT_MS });
    await expect(segment.section('Picture')).toContainText(
      `${width.toLocaleString('en')} × ${height} px`.replaceAll(',', ''),
    );
    expect(readMask((await segment.save('Mask')).bytes)).toMatchObject({ width, height });
  });
}

test('sixty megapixels are shown smaller and masked at their own size', async ({ page }) => {
  test.setTimeout(300_000);
  const size = { width: 9_500, height: 6_316 };
  const { picture } = drawLesion({ width: 760, height: 505 });
  const segment = await SegmentPage.open(page);
  await segment.give(await canvasFile(page, 'vast.jpg', picture, 'image/jpeg', size));
  await segment.waitForMask();
  await expect(segment.section('Picture')).toContainText(/Shown at \d+ × \d+ px/);
  expect(readMask((await segment.save('Mask')).bytes)).toMatchObject(size);
});

test('a small file that unpacks to gigabytes is refused by its header', async ({ page }) => {
  const segment = await SegmentPage.open(page);
  await segment.give(pngFile('good.png', drawLesion({ width: 320, height: 240 }).picture));
  await segment.waitForMask();
  const bomb = bombFile('bomb.png', 32_000); // 4 GB as RGBA
  expect(bomb.buffer.length).toBeLessThan(500_000);
  await segment.give(bomb);
  await expect(segment.refusals).toContainText(
    /bomb\.png is too large: it has 32000 × 32000 pixels\.\s*Make a smaller copy/,
  );
  await expect(segment.stage).toHaveAccessibleName(/^good\.png/);
});

test('a file that is removed before it is read is named; the others are segmented', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'lentigo-e2e-'));
  const paths = Array.from({ length: 8 }, (_, seed) => {
    const path = join(folder, `arm-${seed}.png`);
    const { picture } = drawLesion({ width: 900, height: 675, seed });
    writeFileSync(path, pngFile('', picture).buffer);
    return path;
  });
  const segment = await SegmentPage.open(page);
  await segment.waitForNetwork();
  await page.getByLabel(/^(Picture|More) files$/).setInputFiles(paths);
  rmSync(paths.at(-1)!);
  await expect(segment.refusals).toContainText(/arm-7\.png could not be read: .*choose it again/);
  await expect(segment.cases.getByRole('listitem')).toHaveCount(7);
  await segment.waitForMask();
  rmSync(folder, { recursive: true });
});
