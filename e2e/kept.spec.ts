/** Cases outlive the page: back after a reload, cleared on demand, and where nothing can be kept, said so. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { openTiny } from './pages/openTiny';
import { MASK_TIMEOUT_MS, SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { greyPngFile, pngFile } from './pictures/encode';

const { picture, truth } = drawLesion({ width: 320, height: 240 });
const other = drawLesion({ width: 300, height: 300, seed: 2 });

test('a reload has all cases back, with the network out of reach', async ({ page, guard }) => {
  const segment = await SegmentPage.open(page);
  await segment.drop(
    pngFile('arm.png', picture),
    greyPngFile('arm_segmentation.png', truth),
    pngFile('back.png', other.picture),
  );
  await segment.waitForMask();
  await segment.threshold.press('Home');
  await expect(segment.section('Mask')).toContainText('Threshold 1 %');
  await expect(segment.case('arm.png')).toContainText('Dice');
  await expect(segment.case('back.png')).toContainText('done', { timeout: 60_000 });
  const before = {
    status: await segment.status.innerText(),
    picture: await segment.section('Picture').innerText(),
    dice: await segment.readFigure('Dice (F1)'),
    cases: await segment.cases.getByRole('listitem').allInnerTexts(),
    mask: (await segment.save('Mask')).bytes,
  };
  await expect(segment.keepButton).toHaveText(/^Kept, \d/);
  await waitUntilWritten(page, 2);

  guard.expect(/Failed to load resource/);
  await page.route('**/models/**', (route) => route.abort());
  await page.reload();
  await segment.waitForMask();
  await expect(segment.engineBadge).toHaveAccessibleName('Engine: No network');
  await expect(segment.status).toHaveText(before.status);
  await expect(segment.stage).toHaveAccessibleName(/^arm\.png/);
  expect(await segment.section('Picture').innerText()).toBe(before.picture);
  await expect(segment.section('Mask')).toContainText('Threshold 1 %');
  expect(await segment.readFigure('Dice (F1)')).toBe(before.dice);
  expect(await segment.cases.getByRole('listitem').allInnerTexts()).toEqual(before.cases);
  expect((await segment.save('Mask')).bytes.equals(before.mask)).toBe(true);

  await segment.case('back.png').click();
  await segment.waitForMask();
  await expect(segment.stage).toHaveAccessibleName(/^back\.png/);
});

test('what was changed a moment before the page is left is kept', async ({ page }) => {
  const segment = await openTiny(page, 'cpu');
  await segment.drop(pngFile('arm.png', picture), pngFile('back.png', other.picture));
  await segment.waitForMask();
  await waitUntilWritten(page, 2);
  await segment.case('back.png').click();
  await expect(segment.stage).toHaveAccessibleName(/^back\.png/);
  await segment.threshold.press('Home');
  await page.reload();
  await segment.waitForMask();
  await expect(segment.stage).toHaveAccessibleName(/^back\.png/);
  await expect(segment.section('Mask')).toContainText('Threshold 1 %');
});

test('everything can be cleared, after a question', async ({ page }) => {
  const segment = await SegmentPage.open(page);
  await segment.drop(pngFile('arm.png', picture));
  await segment.waitForMask();
  await (await segment.askToClear()).getByRole('button', { name: 'Keep them' }).click();
  await expect(segment.case('arm.png')).toBeVisible();

  await segment.clearEverything();
  await expect(
    page.getByRole('heading', { name: 'Drop a picture of a skin lesion' }),
  ).toBeVisible();
  await waitUntilWritten(page, 0);
  await page.reload();
  await expect(
    page.getByRole('heading', { name: 'Drop a picture of a skin lesion' }),
  ).toBeVisible();
  await expect(segment.cases).toBeHidden();
});

test('a full disk is told once, and work goes on', async ({ page, context, baseURL }) => {
  const devtools = await context.newCDPSession(page);
  const limit = (quotaSize: number) =>
    devtools.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(baseURL!).origin,
      quotaSize,
    });
  await limit(20_000); // before the page writes anything: Chromium remembers for a while how much room there was
  const segment = await SegmentPage.open(page);
  await segment.drop(pngFile('arm.png', picture), greyPngFile('arm_segmentation.png', truth));
  await expect(page.getByRole('alert').filter({ hasText: 'no room to keep more' })).toBeVisible();
  await segment.waitForMask();
  await expect(segment.keepButton).toHaveText('⚠ Not all kept');
  expect(await segment.readFigure('Dice (F1)')).toBeGreaterThan(0.8);

  await limit(50_000_000);
  await segment.clearEverything();
  await segment.drop(pngFile('arm.png', picture));
  await expect(segment.keepButton).toHaveText(/^Kept, 0\.[1-9]/, { timeout: 60_000 });
});

test('a browser that keeps nothing is told of, and work goes on', async ({ page }) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
  });
  const segment = await SegmentPage.open(page);
  await expect(page.getByRole('alert').filter({ hasText: 'Your cases are not kept' })).toHaveCount(
    1,
  );
  await segment.drop(pngFile('arm.png', picture));
  await segment.waitForMask();
  await segment.keepButton.click();
  await expect(page.getByRole('dialog')).toContainText('the browser lets this page keep nothing');
});

test('of two tabs one keeps; when it is closed the other has its cases too', async ({
  page,
  context,
}) => {
  const first = await SegmentPage.open(page);
  await first.drop(pngFile('arm.png', picture));
  await first.waitForMask();
  await waitUntilWritten(page, 1);

  const second = await SegmentPage.open(await context.newPage());
  await expect(second.page.getByText('Lentigo is open in another tab')).toBeVisible();
  await second.drop(pngFile('back.png', other.picture));
  await second.waitForMask();
  await expect(second.keepButton).toHaveText('⚠ Not kept');
  await expect(second.cases.getByRole('listitem')).toHaveCount(1);

  await page.close();
  await expect(second.keepButton).toHaveText(/^Kept/);
  await expect(second.cases.getByRole('listitem')).toHaveText([/arm\.png/, /back\.png/]);
  await waitUntilWritten(second.page, 2);
});

test('a tab that takes over goes by the settings of the other and outlines what waited there', async ({
  page,
  context,
}) => {
  // the first tab has no network
  await page.route('**/models/**', (route) => route.abort());
  const first = await SegmentPage.open(page);
  await first.drop(pngFile('arm.png', picture));
  await first.threshold.press('Home');
  await expect(first.section('Mask')).toContainText('Threshold 1 %');
  await expect(first.keepButton).toHaveText(/^Kept, 0\.[0-9]*[1-9]/);

  const second = await SegmentPage.open(await context.newPage());
  await second.drop(pngFile('back.png', other.picture));
  await second.waitForMask();
  const before = await second.status.innerText();
  await page.close();
  await expect(second.cases.getByRole('listitem')).toHaveText([/arm\.png/, /back\.png/]);
  await expect(second.section('Mask')).toContainText('Threshold 1 %');
  await expect(second.status).not.toHaveText(before);
  await expect(second.case('arm.png')).toContainText('done', { timeout: MASK_TIMEOUT_MS });
});

test('an outline by another version of the network stays as it is, and is made anew when asked', async ({
  page,
}) => {
  const segment = await openTiny(page, 'cpu');
  await segment.drop(pngFile('arm.png', picture));
  await segment.waitForMask();
  await waitUntilWritten(page, 1);
  await openTiny(page, 'cpu', (card) =>
    Object.assign(card, {
      version: '2.0.0',
      mask: { threshold: 0.6, keep: 'all', fillHoles: false },
    }),
  );
  await segment.waitForNetwork();
  await segment.waitForMask();
  const certainty = segment.section('Certainty');
  await expect(segment.section('Mask')).toContainText('Threshold 50 %');
  await expect(certainty).toContainText('made by another network, or another version of it');
  await certainty.getByRole('button', { name: 'Outline again' }).click();
  await expect(segment.section('Mask')).toContainText('Threshold 60 %');
  await expect(certainty).toContainText(/Agreement \d\.\d{3}|nothing to agree upon/);
});

test('a damaged record is left out and said', async ({ page }) => {
  const segment = await SegmentPage.open(page);
  await segment.drop(pngFile('arm.png', picture), pngFile('back.png', other.picture));
  await segment.waitForMask();
  await expect(segment.case('back.png')).toContainText('done', { timeout: 60_000 });
  await waitUntilWritten(page, 2);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('lentigo-cases');
        opening.onsuccess = () => {
          const db = opening.result;
          const transaction = db.transaction('cases', 'readwrite');
          const reading = transaction.objectStore('cases').openCursor();
          reading.onsuccess = () => reading.result?.update({ version: 1, name: 7 });
          transaction.oncomplete = () => {
            db.close();
            resolve();
          };
          transaction.onerror = () => reject(new Error('the record could not be damaged'));
        };
      }),
  );
  await page.goto('about:blank');
  await page.goto('/');
  await expect(page.getByText('One kept case was damaged and had to be left out.')).toBeVisible();
  await segment.waitForMask();
  await expect(segment.cases.getByRole('listitem')).toHaveCount(1);
});

/** The database holds so many cases, each with the network's answer. */
async function waitUntilWritten(page: Page, cases: number): Promise<void> {
  const countResults = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const opening = indexedDB.open('lentigo-cases');
          opening.onerror = () => reject(new Error('no database'));
          opening.onsuccess = () => {
            const db = opening.result;
            const counting = db.transaction('results').objectStore('results').count();
            counting.onsuccess = () => {
              db.close();
              resolve(counting.result);
            };
          };
        }),
    );
  await expect.poll(countResults, { timeout: 60_000 }).toBe(cases);
}
