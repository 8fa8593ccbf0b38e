/** The choice of a network, and what the page draws of a network's card. */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, hostedTest, test } from './fixtures';
import { pageWithTiny } from './host/withTiny';
import { ModelsPage } from './pages/modelsPage';
import { openTiny } from './pages/openTiny';
import { PrivacyPage } from './pages/privacyPage';
import { SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { canvasFile, pngFile } from './pictures/encode';
import { pageHeaders } from '../tools/headers.mjs';

type Card = {
  readonly scores: readonly {
    readonly set: string;
    readonly diceHistogram: readonly number[];
    readonly reliability: { readonly error: number };
  }[];
  readonly agreement: {
    readonly threshold: number;
    readonly command: string;
    readonly sets: readonly { readonly set: string; readonly turned: number }[];
  };
};
const card = JSON.parse(readFileSync('e2e/fixtures/tiny/card.json', 'utf8')) as Card;
const index = JSON.parse(readFileSync('public/models/index.json', 'utf8')) as {
  readonly models: readonly object[];
};

hostedTest(
  'another network is chosen, outlines the picture again, and works without a connection',
  async ({ page, context, host }) => {
    hostedTest.setTimeout(240_000);
    const headers = pageHeaders({ development: false });
    host.serve({ folder: pageWithTiny(), path: '/', headers });
    const { picture } = drawLesion({ width: 320, height: 240 });
    const photo = await canvasFile(page, 'arm.jpg', picture, 'image/jpeg');
    const segment = await SegmentPage.open(page, '/?backend=wasm');
    const models = new ModelsPage(page);
    await segment.drop(photo);
    await segment.waitForMask();
    await expect(segment.inspector).toContainText('Light');
    await new PrivacyPage(page).waitUntilKept();

    await expect(models.network('Light')).toBeChecked();
    await expect(models.choice).toContainText('31.3 kB to download');
    await expect(models.keptState('Tiny')).toHaveText('Needs a connection');
    await models.choice.getByRole('button', { name: 'Keep Tiny offline' }).click();
    await expect(models.keptState('Tiny')).toHaveText('Kept on this device');
    await host.stop();
    await context.setOffline(true);

    await models.network('Tiny').check();
    await expect(models.facts).toContainText('Tiny 1.0.0');
    await expect(models.choice).toContainText('runs now');
    await expect(page).toHaveURL(/model=tiny.*#\/models$/);
    await page.goBack();
    await expect(segment.inspector).toContainText('Tiny');

    await page.goto('/?backend=wasm&model=tiny#/models');
    await expect(models.network('Tiny')).toBeChecked();
    await expect(models.facts).toContainText('Tiny 1.0.0');
    await models.choice.getByRole('button', { name: 'Remove Tiny from this device' }).click();
    await expect(models.keptState('Tiny')).toHaveText('Needs a connection');
  },
);

test('the card’s histogram, reliability and warnings are shown', async ({ page }) => {
  const segment = await openTiny(page, 'wasm');
  await segment.waitForNetwork();
  const models = new ModelsPage(page);
  await models.tab.click();
  const [set] = card.scores;
  const low = set!.diceHistogram.slice(0, 15).reduce((sum, count) => sum + count, 0);
  await expect(
    models.chart(new RegExp(`^Pictures of ${set!.set} by their Dice: ${low} of 20`)),
  ).toBeVisible();
  await expect(
    models.chart(new RegExp(`calibration error ${set!.reliability.error.toFixed(3)}`)),
  ).toBeVisible();
  for (const one of card.agreement.sets) {
    await expect(models.table(`Warnings on ${one.set}`)).toContainText(one.turned.toFixed(3));
  }
  await expect(models.table('Without a lesion: drawn textures')).toContainText('Empty outline');
  await expect(page.getByRole('main')).toContainText(card.agreement.command);
  await expect(models.choice.getByRole('radio')).toHaveCount(index.models.length);
});

for (const [threshold, level] of [
  [1, 'low'],
  [0, 'high'],
] as const) {
  test(`the warning goes by the threshold of the network’s card: ${level}`, async ({ page }) => {
    const segment = await openTiny(page, 'cpu', (given) => {
      (given as { agreement: object }).agreement = {
        ...card.agreement,
        threshold,
        high: threshold,
      };
    });
    await segment.drop(pngFile('arm.png', drawLesion({ width: 160, height: 120 }).picture));
    await segment.waitForMask();
    await expect(segment.inspector).toContainText(new RegExp(`Agreement 0\\.\\d{3}, ${level}`));
  });
}

for (const width of [1440, 320]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`a full card at ${width} px, ${colorScheme}: accessible, nothing sideways`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      const segment = await openTiny(page, 'wasm');
      await segment.waitForNetwork();
      await new ModelsPage(page).tab.click();
      await expect(new ModelsPage(page).chart(/by their Dice/)).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    });
  }
}
