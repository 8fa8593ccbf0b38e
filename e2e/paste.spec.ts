/** Pictures from the clipboard, by the browser's own copy and paste. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { pngFile, type TestFile } from './pictures/encode';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

async function copy(page: Page, { buffer }: TestFile): Promise<void> {
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const blob = new Blob([bytes], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  }, buffer.toString('base64'));
}

test('two pictures are pasted one after the other, and text is left alone', async ({ page }) => {
  const segment = await SegmentPage.open(page);
  await copy(page, pngFile('first.png', drawLesion({ width: 320, height: 240 }).picture));
  await page.keyboard.press('ControlOrMeta+V');
  await segment.waitForMask();
  await expect(segment.section('Picture')).toContainText('320 × 240 px');

  // The clipboard calls every picture the same.
  await copy(page, pngFile('second.png', drawLesion({ width: 300, height: 200 }).picture));
  await page.keyboard.press('ControlOrMeta+V');
  await expect(segment.section('Picture')).toContainText('300 × 200 px');
  await segment.waitForMask();
  await expect(segment.cases.getByRole('listitem')).toHaveCount(2);

  await page.evaluate(() => navigator.clipboard.writeText('only words'));
  await page.keyboard.press('ControlOrMeta+V');
  await expect(segment.cases.getByRole('listitem')).toHaveCount(2);
  await expect(segment.refusals).toBeHidden();
});
