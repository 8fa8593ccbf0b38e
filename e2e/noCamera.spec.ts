/** No camera to be had: none there, or none for an address without encryption. */
import { expect, test } from './fixtures';
import { SegmentPage } from './pages/segmentPage';

test('a device without a camera says so', async ({ page }) => {
  const segment = await SegmentPage.open(page);
  const camera = await segment.openCamera();
  await expect(camera.getByRole('alert')).toContainText('No camera was found');
});

test('an address without encryption says so', async ({ page }) => {
  await page.addInitScript(() => {
    // as a browser has it on http://, other than localhost
    Object.defineProperty(Navigator.prototype, 'mediaDevices', { get: () => undefined });
  });
  const segment = await SegmentPage.open(page);
  const camera = await segment.openCamera();
  await expect(camera.getByRole('alert')).toContainText(
    'This browser gives the page no camera: it needs an encrypted connection.',
  );
});
