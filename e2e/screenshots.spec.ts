/**
 * Each state of the page as a picture in screenshots/, wide and narrow, light and dark: `npm run screenshots`. No part
 * of `npm test`: it judges nothing. Shows a real lesion where the data are on this machine, else a drawn one.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { SegmentPage } from './pages/segmentPage';
import { pdfFile, truncateFile } from './pictures/badFiles';
import { drawLesion } from './pictures/drawLesion';
import { greyPngFile, pngFile, type TestFile } from './pictures/encode';

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
