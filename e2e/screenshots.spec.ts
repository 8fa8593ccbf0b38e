/**
 * Each state of the page as a picture in screenshots/, wide and narrow, light and dark, and the README's pictures:
 * `npm run screenshots`. No part of `npm test`: it judges nothing. Shows a real lesion where the data are on this machine, else a drawn one.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { ModelsPage } from './pages/modelsPage';
import { SegmentPage } from './pages/segmentPage';
import { TRAIN_TIMEOUT_MS, TrainPage } from './pages/trainPage';
import { pdfFile, truncateFile } from './pictures/badFiles';
import { drawLesion } from './pictures/drawLesion';
import { greyPngFile, pngFile, type TestFile } from './pictures/encode';
import { otherCameraPairs } from './pictures/otherCamera';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SHOTS = join(ROOT, 'screenshots');
const DATA = join(ROOT, '../shared/data/isic/train');
const COUNT = 4;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.setTimeout(600_000);

/** Pictures and their truths, in pairs. */
function gather(): { readonly pictures: TestFile[]; readonly truths: TestFile[] } {
  if (!existsSync(DATA)) {
    const drawn = Array.from({ length: COUNT }, (_, seed) => drawLesion({ seed }));
    return {
      pictures: drawn.map(({ picture }, index) => pngFile(`lesion-${index}.png`, picture)),
      truths: drawn.map(({ truth }, index) => greyPngFile(`lesion-${index}_mask.png`, truth)),
    };
  }
  const names = readdirSync(join(DATA, 'images')).sort().slice(0, COUNT);
  return {
    pictures: names.map((name) => ({
      name,
      mimeType: 'image/jpeg',
      buffer: readFileSync(join(DATA, 'images', name)),
    })),
    truths: names.map((image) => {
      const name = image.replace(/\.jpg$/, '_segmentation.png');
      return { name, mimeType: 'image/png', buffer: readFileSync(join(DATA, 'masks', name)) };
    }),
  };
}

/** A place from its top to its end. */
async function shootPlace(page: Page, state: string): Promise<void> {
  for (const { width, height } of SIZES) {
    await page.setViewportSize({ width, height });
    const hidden = await page
      .getByRole('main')
      .first()
      .evaluate((main) => main.scrollHeight - main.clientHeight);
    await page.setViewportSize({ width, height: height + hidden });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const path = join(SHOTS, `${state}-${width}-${colorScheme}.png`);
      await page.screenshot({ path, animations: 'disabled' });
    }
  }
  await page.setViewportSize(SIZES[0]!);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function shoot(page: Page, state: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const path = join(SHOTS, `${state}-${size.width}-${colorScheme}.png`);
      await page.screenshot({ path, animations: 'disabled' });
      if (size.width < 900 && state !== 'empty') await shootBelow(page, path);
    }
  }
  await page.setViewportSize(SIZES[0]!);
}

/** A narrow page's end, where the scores are. */
async function shootBelow(page: Page, path: string): Promise<void> {
  const end = page.getByRole('complementary').getByText('Not a medical device');
  if (!(await end.isVisible())) return;
  await end.scrollIntoViewIfNeeded();
  await page.screenshot({ path: path.replace('.png', '-below.png'), animations: 'disabled' });
  await page.getByRole('heading', { name: 'Lentigo' }).scrollIntoViewIfNeeded();
  await page.getByRole('img', { name: /view\. Arrow keys/ }).scrollIntoViewIfNeeded();
}

/** What the README and the installed page's manifest show: drawn lesions only. */
for (const { name, size, scale } of [
  { name: 'wide', size: SIZES[0]!, scale: 1 },
  { name: 'narrow', size: SIZES[1]!, scale: 2 },
]) {
  test(`${name}, for the README and the manifest`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({
      baseURL: baseURL ?? '',
      viewport: size,
      deviceScaleFactor: scale,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const segment = await SegmentPage.open(page);
    for (const sample of ['Sample 4, hairs', 'Sample 1, clear border']) {
      if (await segment.cases.isVisible()) {
        await page.getByRole('button', { name: 'Samples' }).click();
      }
      await page.getByRole('button', { name: sample }).click();
      await expect(segment.case(sample)).toContainText('Dice', { timeout: 60_000 });
      await expect(segment.stage).toHaveAccessibleName(new RegExp(`^${sample}`));
      await segment.readFigure('Dice (F1)');
    }
    await expect(segment.section('Certainty')).toContainText('Agreement', { timeout: 60_000 });
    if (scale === 1) await segment.section('Ground truth and scores').scrollIntoViewIfNeeded();
    await page.mouse.move(0, 0);
    const path = join(ROOT, 'public/install', `${name}.jpg`);
    await page.screenshot({ path, type: 'jpeg', quality: 85, animations: 'disabled' });
    await context.close();
  });
}

test('states of the page', async ({ page }) => {
  rmSync(SHOTS, { recursive: true, force: true });
  const { pictures, truths } = gather();
  let letGo = (): void => undefined;
  const released = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/weights.bin', async (route) => {
    await released;
    await route.continue();
  });
  const segment = await SegmentPage.open(page);
  await expect(segment.status).toContainText('Downloading');
  await shoot(page, 'loading');
  await segment.give(pictures[0]!);
  await expect(segment.status).toContainText('Waits for the network');
  await shoot(page, 'waiting');
  letGo();
  await segment.waitForMask();
  await shoot(page, 'mask');

  await segment.drop(...pictures.slice(1), ...truths);
  for (const { name } of pictures) {
    await expect(segment.case(name)).toContainText('Dice', { timeout: 120_000 });
  }
  await segment.case(pictures[0]!.name).click();
  await segment.readFigure('Dice (F1)');
  await shoot(page, 'scores');
  await segment.chooseView('Difference');
  await shoot(page, 'difference');
  await segment.chooseView('Overlay');

  await segment.drop(pdfFile('report.pdf'), truncateFile(pictures[1]!));
  await expect(segment.refusals).toContainText('2 files were not used');
  await shoot(page, 'error');

  await page.unroute('**/weights.bin');
  await page.goto('/');
  await segment.waitForNetwork();
  await shoot(page, 'empty');
});

test('a training before, while it runs, and after', async ({ page }) => {
  const train = await TrainPage.open(page);
  await shootPlace(page, 'train-empty');
  await train.givePairs(otherCameraPairs(12));
  await train.setting('Resolution').selectOption('128');
  await train.setting('Learning rate').selectOption('0.003');
  await train.fill('Passes', 6);
  await shootPlace(page, 'train-before');
  await train.press('Start training');
  await expect(train.progress).toContainText(/Pass 3 of 6, step/, { timeout: TRAIN_TIMEOUT_MS });
  await train.press('Pause');
  await shootPlace(page, 'train-during');
  await train.press('Go on');
  await expect(train.verdict).toBeVisible({ timeout: TRAIN_TIMEOUT_MS });
  await shootPlace(page, 'train-after');
});

test('the networks and what is stored', async ({ page }) => {
  await SegmentPage.open(page);
  const models = new ModelsPage(page);
  await models.tab.click();
  await expect(models.facts).toBeVisible();
  await shootPlace(page, 'models');
});
