/** What is said in passing. */
import { expect, test } from './fixtures';
import { openTiny } from './pages/openTiny';
import { drawLesion } from './pictures/drawLesion';
import { pngFile } from './pictures/encode';

test('a notice that was dismissed does not come back with the next one', async ({ page }) => {
  const segment = await openTiny(page, 'cpu');
  await segment.drop(pngFile('arm.png', drawLesion({ width: 160, height: 120 }).picture));
  await segment.waitForMask();
  const savedMask = page.getByRole('alert').filter({ hasText: 'Saved arm_segmentation.png' });
  await segment.save('Mask');
  await savedMask.getByRole('button', { name: 'Dismiss' }).click();
  await expect(savedMask).toBeHidden();
  await segment.save('Overlay');
  await expect(page.getByRole('alert').filter({ hasText: 'Saved arm_overlay.png' })).toBeVisible();
  expect(await savedMask.count()).toBe(0); // now, not after it has gone by itself
});
