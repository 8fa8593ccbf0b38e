/** Every format, and many files at once: each picture finds its truth by name and gets its scores. */
import { expect, test } from './fixtures';
import { MASK_TIMEOUT_MS, SegmentPage } from './pages/segmentPage';
import { addExif } from './pictures/addExif';
import { drawLesion, turnLeft } from './pictures/drawLesion';
import { avifFile, bmpFile, canvasFile, gifFile, greyPngFile } from './pictures/encode';

test('five pictures with their truths in one drop', async ({ page }) => {
  const draw = (seed: number) => drawLesion({ width: 320, height: 240, seed });
  const [turned, webp, gif, bmp] = [draw(2), draw(3), draw(4), draw(5)];
  const lying = await canvasFile(page, 'turned.jpg', turnLeft(turned.picture), 'image/jpeg');
  const segment = await SegmentPage.open(page);
  await segment.drop(
    greyPngFile('turned_segmentation.png', turned.truth),
    addExif(lying, 6),
    await canvasFile(page, 'web.webp', webp.picture, 'image/webp'),
    avifFile('av.avif'),
    gifFile('moving.gif', [gif.picture, webp.picture]),
    bmpFile('IMD003.bmp', bmp.picture),
    greyPngFile('web_Segmentation.png', webp.truth),
    greyPngFile('av_segmentation.png', draw(1).truth),
    greyPngFile('moving_segmentation.png', gif.truth),
    bmpFile('IMD003_lesion.bmp', bmp.truth),
  );

  await expect(segment.stage).toHaveAccessibleName(/^turned\.jpg/);
  await expect(segment.section('Picture')).toContainText('320 × 240 px');
  for (const name of ['turned.jpg', 'web.webp', 'av.avif', 'moving.gif', 'IMD003.bmp']) {
    await expect(segment.case(name)).toContainText(/Dice (0\.[89]\d\d|1\.000)/, {
      timeout: MASK_TIMEOUT_MS,
    });
  }
  await expect(segment.refusals).toBeHidden();
});
