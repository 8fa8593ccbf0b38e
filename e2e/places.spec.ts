/** The places of the page: links, the back button, and Segment as it was left. */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures';
import { SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { pngFile } from './pictures/encode';

test('Segment is left and found again as it was', async ({ page }) => {
  const segment = await SegmentPage.open(page);
  const places = page.getByRole('navigation', { name: 'Places' });
  const { picture } = drawLesion({ width: 320, height: 240 });
  await segment.drop(pngFile('arm.png', picture));
  await segment.waitForMask();
  const zoom = page.getByRole('group', { name: 'Zoom' });
  const fitted = await zoom.innerText();
  await page.keyboard.press('+');
  await expect(zoom).not.toHaveText(fitted);
  const zoomed = await zoom.innerText();
  const view = await segment.stage.getAttribute('aria-label');

  await places.getByRole('link', { name: 'Models & privacy' }).click();
  await expect(page).toHaveURL(/#\/models$/);
  await expect(page).toHaveTitle('Models & privacy · Lentigo');
  await expect(page.getByRole('main', { name: 'Models & privacy' })).toBeVisible();
  await expect(segment.stage).toBeHidden();
  await page.keyboard.press('3'); // a key of Segment

  await page.goBack();
  await expect(segment.stage).toBeVisible();
  expect(await segment.stage.getAttribute('aria-label')).toBe(view);
  expect(await zoom.innerText()).toBe(zoomed);
  await expect(places.getByRole('link', { name: 'Segment' })).toHaveAttribute(
    'aria-current',
    'page',
  );
});

test('a picture dropped on another place is opened in Segment', async ({ page }) => {
  const segment = await SegmentPage.open(page, '/#/models');
  await segment.drop(pngFile('arm.png', drawLesion({ width: 320, height: 240 }).picture));
  await expect(page.getByRole('main', { name: 'Segment' })).toBeVisible();
  await segment.waitForMask();
});

test('the card of the loaded network is shown', async ({ page }) => {
  const segment = await SegmentPage.open(page, '/#/models');
  await segment.waitForNetwork();
  const index = readJson('dist/models/index.json') as { default: string };
  const card = readJson(`dist/models/${index.default}/card.json`) as {
    summary: string;
    limits: string[];
    files: { sha256: string }[];
  };
  for (const words of [card.summary, ...card.limits, ...card.files.map(({ sha256 }) => sha256)]) {
    await expect(page.getByRole('main')).toContainText(words);
  }
});

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

for (const width of [1440, 390]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`Models & privacy at ${width} px, ${colorScheme}: accessible, nothing sideways`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      const segment = await SegmentPage.open(page, '/#/models');
      await segment.waitForNetwork();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    });
  }
}
