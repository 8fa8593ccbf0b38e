/** After the first visit everything works with the network off and the server gone. */
import { expect, hostedTest as test } from './fixtures';
import { PrivacyPage } from './pages/privacyPage';
import { SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { canvasFile } from './pictures/encode';

test.setTimeout(240_000);

test('the second visit needs neither network nor server', async ({ page, context, host }) => {
  const { picture } = drawLesion({ width: 480, height: 360 });
  const photo = await canvasFile(page, 'arm.jpg', picture, 'image/jpeg');
  const segment = await SegmentPage.open(page);
  await new PrivacyPage(page).waitUntilKept();

  await host.stop();
  await context.setOffline(true);
  await page.goto('/?backend=wasm');
  await segment.drop(photo);
  await segment.waitForMask();
  await expect(segment.engineBadge).toContainText('WASM');
  expect((await segment.save('Mask')).name).toBe('arm_segmentation.png');
  // Another backend's files are there too.
  await segment.engineBadge.click();
  await segment.engineDetails.getByRole('radio', { name: /^CPU/ }).check();
  await expect(segment.engineBadge).toHaveAccessibleName('Engine: CPU', { timeout: 60_000 });
});

test('the network that runs at the first visit is there without a connection at the second', async ({
  page,
  host,
}) => {
  await SegmentPage.open(page, '/?model=full');
  await new PrivacyPage(page).waitUntilKept();
  const isKept = async () => (await caches.match('/models/full/weights.bin')) !== undefined;
  await expect.poll(() => page.evaluate(isKept)).toBe(true);
  await host.stop();
  const segment = await SegmentPage.open(page, '/?model=full');
  await segment.waitForNetwork();
});

test('a network that was taken from the device is said to be missing, and fetched again', async ({
  page,
  host,
  guard,
}) => {
  guard.expect(/Failed to load resource|weights\.bin/);
  const segment = await SegmentPage.open(page);
  await new PrivacyPage(page).waitUntilKept();
  const taken = await page.evaluate(async () => {
    let count = 0;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (request.url.includes('weights.bin') && (await cache.delete(request))) count++;
      }
    }
    return count;
  });
  expect(taken).toBe(1);

  await host.stop();
  await page.goto('/');
  const message = segment.message(
    /The network could not be loaded: weights\.bin could not be fetched/,
  );
  await expect(message).toBeVisible();
  const { picture } = drawLesion({ width: 320, height: 240 });
  await segment.give(await canvasFile(page, 'arm.jpg', picture, 'image/jpeg'));
  await expect(segment.stage).toHaveAccessibleName(/^arm\.jpg/);

  await host.start();
  await message.getByRole('button', { name: 'Try again' }).click();
  await segment.waitForMask();
});

test('what is stored can be cleared, and nothing is written afterwards', async ({ page, host }) => {
  const segment = await SegmentPage.open(page);
  const privacy = new PrivacyPage(page);
  await privacy.waitUntilKept();
  await expect(privacy.stored).toContainText(/\d+ files, \d+\.\d MB/);

  await page.getByRole('button', { name: 'Clear what is stored' }).click();
  const question = page.getByRole('dialog', { name: 'Clear what is stored?' });
  await question.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(privacy.offline).toContainText('Nothing is stored');
  await expect(privacy.stored).toContainText('Page and network');
  await expect(privacy.stored).not.toContainText('files');

  // A change of a preference holds, but is not kept.
  const { picture } = drawLesion({ width: 320, height: 240 });
  await segment.drop(await canvasFile(page, 'arm.jpg', picture, 'image/jpeg'));
  await segment.waitForMask();
  await segment.chooseView('Outline');
  const left = await page.evaluate(async () => ({
    caches: await caches.keys(),
    keys: Object.keys(localStorage),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(left).toEqual({ caches: [], keys: [], workers: 0 });

  await host.stop();
  await expect(page.goto('/')).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
});

test('pictures shared with the installed page are opened', async ({ page, context, host }) => {
  const { picture } = drawLesion({ width: 320, height: 240 });
  const photo = await canvasFile(page, 'leg, left.jpg', picture, 'image/jpeg');
  const segment = await SegmentPage.open(page);
  await new PrivacyPage(page).waitUntilKept();

  // What a share sheet does: a form, posted to the address that the manifest names. The page's own policy, which the
  // service worker would add, forbids forms; the system does not ask it.
  await context.route('**/sheet', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'Content-Security-Policy': "form-action 'self'" },
      body: `<link rel="icon" href="data:,"><form action="share" method="post" enctype="multipart/form-data">
        <label>Pictures <input type="file" name="files"></label><button>Share</button></form>`,
    }),
  );
  await page.goto('/sheet');
  await page.getByLabel('Pictures').setInputFiles(photo);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(segment.case('leg, left.jpg')).toBeVisible();
  await segment.waitForMask();
  await expect(page).toHaveURL(host.url);
  expect(await page.evaluate(() => caches.keys())).not.toContainEqual(
    expect.stringContaining('shared'),
  );
});
