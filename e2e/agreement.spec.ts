/**
 * Saves the page's masks of real dermoscopic pictures, for training/tests/test_page_masks.py to hold against PyTorch's:
 * ID_segmentation.png in test-results/page-masks (or where PAGE_MASKS says), and beside them made-with.json, written
 * last, with the SHA-256 of the weights that made them.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './fixtures';
import { MASK_TIMEOUT_MS, SegmentPage } from './pages/segmentPage';
import { readMask } from './pictures/readMask';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PICTURES = join(ROOT, '../shared/data/isic/test/images');
const MASKS = process.env.PAGE_MASKS ?? join(ROOT, 'test-results/page-masks');
const COUNT = 20;
const MODEL = 'light';

test('masks of the first pictures of isic/test', async ({ page }) => {
  rmSync(MASKS, { recursive: true, force: true });
  test.skip(!existsSync(PICTURES), `${PICTURES} is not on this machine`);
  test.setTimeout(COUNT * MASK_TIMEOUT_MS);
  mkdirSync(MASKS, { recursive: true });
  const names = readdirSync(PICTURES).sort().slice(0, COUNT);
  expect(names).toHaveLength(COUNT);

  const segment = await SegmentPage.open(page, `/?model=${MODEL}`);
  for (const name of names) {
    const buffer = readFileSync(join(PICTURES, name));
    await segment.give({ name, mimeType: 'image/jpeg', buffer });
    await expect(segment.case(name)).toContainText('done', { timeout: MASK_TIMEOUT_MS });
    await segment.case(name).click();
    const mask = await segment.save('Mask');
    expect(mask.name).toBe(`${name.replace(/\.jpg$/, '')}_segmentation.png`);
    readMask(mask.bytes);
    writeFileSync(join(MASKS, mask.name), mask.bytes);
    await segment.section('Picture').getByRole('button', { name: 'Close' }).click();
  }

  const base64 = await page.evaluate(async (address) => {
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
    return btoa(bytes.reduce((letters, byte) => letters + String.fromCharCode(byte), ''));
  }, `/models/${MODEL}/weights.bin`);
  const sha256 = createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');
  writeFileSync(join(MASKS, 'made-with.json'), JSON.stringify({ model: MODEL, sha256 }));
});
