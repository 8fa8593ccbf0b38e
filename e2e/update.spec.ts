/** A new version is offered, never forced. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, hostedTest as test } from './fixtures';
import { type Change, copyPage } from './host/copyPage';
import { PrivacyPage } from './pages/privacyPage';
import { SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { canvasFile } from './pictures/encode';

const NEW_TITLE = 'Lentigo, the next version';

test.setTimeout(240_000);

/** The page as a second build would leave it: index.html changed, and its revision in the service worker's list. */
const NEXT_VERSION: readonly Change[] = [
  ['index.html', /<title>.*<\/title>/, `<title>${NEW_TITLE}</title>`],
  [
    'serviceWorker.js',
    /"?revision"?:"\w+","?url"?:"index\.html"/,
    'revision:"of-the-next-version",url:"index.html"',
  ],
];

/** What the browser does by itself on the next visit or within the hour. */
async function lookForUpdate(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });
}

test('a new version waits for “Reload now”, and “Later” keeps the old one', async ({
  page,
  context,
  host,
}) => {
  const folder = copyPage(NEXT_VERSION);
  const { picture } = drawLesion({ width: 320, height: 240 });
  const photo = await canvasFile(page, 'arm.jpg', picture, 'image/jpeg');
  const segment = await SegmentPage.open(page);
  const privacy = new PrivacyPage(page);
  await privacy.waitUntilKept();
  await segment.drop(photo);
  await segment.waitForMask();
  const oldTitle = await page.title();

  host.serve({ folder });
  await lookForUpdate(page);
  await expect(privacy.update).toContainText('A new version is ready');
  await expect(privacy.update).toContainText('The open picture is kept on this device');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await privacy.update.getByRole('button', { name: 'Later' }).click();
  await expect(privacy.update).toBeEmpty();
  await expect(segment.case('arm.jpg')).toBeVisible();
  expect(await page.title()).toBe(oldTitle);

  // A second tab is asked anew; what it answers does not reload the first one.
  const other = await context.newPage();
  await other.goto('/');
  const otherPrivacy = new PrivacyPage(other);
  await expect(otherPrivacy.update).toContainText('A new version is ready', { timeout: 60_000 });
  expect(await other.title()).toBe(oldTitle);
  await otherPrivacy.update.getByRole('button', { name: 'Reload now' }).click();
  await expect(other).toHaveTitle(NEW_TITLE);
  await expect(otherPrivacy.update).toBeEmpty();

  await expect(privacy.update).toContainText('Another tab has moved to a new version');
  await expect(segment.case('arm.jpg')).toBeVisible();
  expect(await page.title()).toBe(oldTitle);
  await privacy.update.getByRole('button', { name: 'Reload now' }).click();
  await expect(page).toHaveTitle(NEW_TITLE);
});
