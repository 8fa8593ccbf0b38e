/** Pictures of a modern phone and of a large camera, turned by EXIF: the mask has their true size. */
import { expect, test } from './fixtures';
import { SegmentPage } from './pages/segmentPage';
import { addExif } from './pictures/addExif';
import { drawLesion, turnLeft } from './pictures/drawLesion';
import { canvasFile } from './pictures/encode';
import { countAgreement, readMask, toDice } from './pictures/readMask';

const SIZES = [
  { name: '12 megapixels', width: 4000, height: 3000, isReduced: false },
  { name: '50 megapixels', width: 8660, height: 5773, isReduced: true },
];

for (const { name, width, height, isReduced } of SIZES) {
  test(`a turned JPEG of ${name}`, async ({ page }) => {
    test.setTimeout(300_000);
    const { picture, truth } = drawLesion({
      width: 800,
      height: Math.round((800 * height) / width),
    });
    const lying = await canvasFile(page, 'large.jpg', turnLeft(picture), 'image/jpeg', {
      width: height,
      height: width,
    });
    const segment = await SegmentPage.open(page);
    await segment.give(addExif(lying, 6));
    await expect(segment.section('Picture')).toContainText(`${width} × ${height} px`, {
      timeout: 60_000,
    });
    await segment.waitForMask();
    const reduced = segment.section('Picture').getByText(/^Shown at \d+ × \d+ px/);
    await expect(reduced).toHaveCount(isReduced ? 1 : 0);
    const mask = readMask((await segment.save('Mask')).bytes);
    expect(mask).toMatchObject({ width, height });
    expect(toDice(countAgreement(mask, truth))).toBeGreaterThanOrEqual(0.8);
  });
}
