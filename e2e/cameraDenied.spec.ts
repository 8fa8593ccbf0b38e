/** A camera that its user does not allow. */
import { expect, test } from './fixtures';
import { SegmentPage } from './pages/segmentPage';

test.use({ browserArgs: ['--use-fake-device-for-media-stream', '--deny-permission-prompts'] });

test('says how to allow it', async ({ page }) => {
  const segment = await SegmentPage.open(page);
  const camera = await segment.openCamera();
  await expect(camera.getByRole('alert')).toContainText(
    'The camera may not be used: the permission was not given.',
  );
  await camera.getByRole('button', { name: 'Cancel' }).click();
  await expect(camera).toBeHidden();
});
