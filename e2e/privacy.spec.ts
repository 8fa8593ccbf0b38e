/** The count of requests that left: 0 in use, and true when something is attempted. */
import { expect, hostedTest, test } from './fixtures';
import { copyPage } from './host/copyPage';
import { PrivacyPage } from './pages/privacyPage';
import { SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { canvasFile } from './pictures/encode';

const OUTSIDE = 'http://outside.test/pixel.png';

test('work with a picture leaves the count at 0', async ({ page }) => {
  const { picture } = drawLesion({ width: 320, height: 240 });
  const photo = await canvasFile(page, 'arm.jpg', picture, 'image/jpeg');
  const segment = await SegmentPage.open(page);
  const privacy = new PrivacyPage(page);
  await segment.drop(photo);
  await segment.waitForMask();
  await segment.save('Mask');
  await expect(privacy.shield).toHaveText('0 left');

  await privacy.shield.click();
  await expect(page.getByRole('heading', { name: 'Privacy', exact: true })).toBeFocused();
  await expect(privacy.requests).toContainText(/0\s*left/);
  await expect(privacy.requests).toContainText(/0\s*stopped/);
  await expect(privacy.addresses).toBeHidden();
});

test('an attempt that the policy stops is counted as stopped', async ({ page, guard }) => {
  guard.expect(/outside\.test/);
  await SegmentPage.open(page, '/#/models');
  const privacy = new PrivacyPage(page);
  await page.evaluate((address) => fetch(address).then(String, String), OUTSIDE);
  await expect(privacy.shield).toHaveText('0 left, 1 stopped');
  await expect(privacy.addresses.getByRole('listitem')).toHaveText([
    /outside\.test.* was stopped$/,
  ]);
});

test('an attempt of a worker is counted', async ({ page, guard }) => {
  guard.expect(/outside\.test/);
  const segment = await SegmentPage.open(page, '/#/models');
  await segment.waitForNetwork();
  const workers = page.workers().filter((worker) => /\/worker-[^/]*\.js$/.test(worker.url()));
  expect(workers).toHaveLength(2);
  for (const worker of workers) {
    await worker.evaluate((address) => fetch(address).then(String, String), OUTSIDE);
  }
  await expect(new PrivacyPage(page).shield).toHaveText('0 left, 2 stopped');
});

hostedTest('a request that really leaves is counted as left', async ({ page, host, guard }) => {
  // As a careless host might serve it: without any policy.
  const folder = copyPage([['index.html', /<meta http-equiv="Content-Security-Policy"[^>]*>/, '']]);
  host.serve({ folder, headers: {} });
  await SegmentPage.open(page);
  const privacy = new PrivacyPage(page);
  await expect(privacy.shield).toHaveText('0 left');
  const ask = (address: string) => fetch(address, { mode: 'no-cors' }).then(String, String);
  await page.evaluate(ask, OUTSIDE);
  await expect(privacy.shield).toHaveText('1 left');
  await privacy.shield.click();
  await expect(privacy.addresses.getByRole('listitem')).toHaveText([`${OUTSIDE} left`]);
  expect(guard.takeOffences()).toContainEqual(expect.stringContaining('outside.test'));
});
