/** The network's own troubles: late, missing, altered, of another shape, badly described; and what the user keeps. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page, Route } from '@playwright/test';
import { expect, test } from './fixtures';
import { MASK_TIMEOUT_MS, SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { pngFile } from './pictures/encode';

const photo = pngFile('arm.png', drawLesion().picture);
const WEIGHTS = '**/models/*/weights.bin';
const LIGHT = fileURLToPath(new URL('../public/models/light/', import.meta.url));
const CARD = '**/models/*/card.json';

/** Serves the card with a change that its schema or its network does not agree with. */
async function changeCard(page: Page, change: object): Promise<void> {
  const card = JSON.parse(readFileSync(LIGHT + 'card.json', 'utf8')) as object;
  await page.route(CARD, (route) => route.fulfill({ json: { ...card, ...change } }));
}

test('a picture that comes before the network waits its turn', async ({ page }) => {
  let letGo = (): void => undefined;
  const released = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(WEIGHTS, async (route) => {
    await released;
    await route.continue();
  });
  const segment = await SegmentPage.open(page);
  await expect(segment.status).toHaveText(/^Downloading the network, \d\.\d MB of \d\.\d MB$/);

  await segment.give(photo);
  await expect(segment.stage).toHaveAccessibleName(/^arm\.png/);
  await expect(segment.status).toHaveText(/^Waits for the network: downloading/);
  await expect(segment.case('arm.png')).toContainText('waiting');
  await expect(segment.section('Save').getByRole('button', { name: 'Mask' })).toBeDisabled();
  letGo();
  await segment.waitForMask();
});

test('missing weights: the page says so beside the picture, and tries again', async ({
  page,
  guard,
}) => {
  guard.expect(/status of 404/);
  await page.route(WEIGHTS, (route: Route) => route.fulfill({ status: 404, body: 'not here' }));
  const segment = await SegmentPage.open(page);
  const message = segment.message(
    /The network could not be loaded: weights\.bin is not there.*Check the connection/,
  );
  await expect(message).toBeVisible({ timeout: MASK_TIMEOUT_MS });
  await segment.give(photo);
  await expect(segment.stage).toHaveAccessibleName(/^arm\.png/);
  await expect(message).toBeVisible();
  await expect(segment.engineBadge).toHaveAccessibleName('Engine: No network');

  await page.unroute(WEIGHTS);
  await message.getByRole('button', { name: 'Try again' }).click();
  await segment.waitForMask();
  await expect(message).toBeHidden();
});

test('altered weights are not run', async ({ page }) => {
  const altered = readFileSync(LIGHT + 'weights.bin');
  altered[1000]! ^= 1;
  await page.route(WEIGHTS, (route) => route.fulfill({ body: altered }));
  const segment = await SegmentPage.open(page, '/?model=light');
  await expect(
    segment.message(/not the ones that its card describes: weights\.bin .*Nothing was run with/),
  ).toBeVisible({ timeout: MASK_TIMEOUT_MS });
});

const BAD_CARDS: readonly (readonly [name: string, change: object, message: RegExp])[] = [
  [
    'a network of another shape',
    { parameters: 1234 },
    /The network does not fit its card: it has [\d,]+ parameters; its card says 1234\..*Reload/,
  ],
  [
    'a card that breaks its schema',
    { mask: { threshold: 'high', keep: 'central', fillHoles: true } },
    /The network's card cannot be used: card\.json at mask\.threshold: .*Reload/,
  ],
];
for (const [name, change, message] of BAD_CARDS) {
  test(`${name} is refused`, async ({ page }) => {
    await changeCard(page, change);
    const segment = await SegmentPage.open(page, '/?model=light');
    await expect(segment.message(message)).toBeVisible({ timeout: MASK_TIMEOUT_MS });
  });
}

test('a model that is not there', async ({ page, guard }) => {
  guard.expect(/status of 404/);
  const segment = await SegmentPage.open(page, '/?model=nowhere');
  await expect(segment.message(/The network could not be loaded: card\.json is not/)).toBeVisible({
    timeout: MASK_TIMEOUT_MS,
  });
});
