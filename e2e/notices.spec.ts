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

test('a case that was closed comes back by Undo, with its truth', async ({ page }) => {
  const segment = await openTiny(page, 'cpu');
  const { picture, truth } = drawLesion({ width: 160, height: 120 });
  await segment.drop(pngFile('arm.png', picture), pngFile('arm_segmentation.png', truth));
  await expect(segment.scores).toContainText(/\d\.\d{3}/);
  await segment.section('Picture').getByRole('button', { name: 'Close' }).click();
  const closed = page.getByRole('alert').filter({ hasText: 'arm.png was closed.' });
  await closed.getByRole('button', { name: 'Undo' }).click();
  await expect(closed).toBeHidden();
  await segment.waitForMask();
  await expect(segment.scores).toContainText(/\d\.\d{3}/);
});
