/** Training in the browser, for real: a look the shipped network gets wrong, learned from twelve drawn pairs. */
import { AxeBuilder } from '@axe-core/playwright';
import { unzipSync, zipSync } from 'fflate';
import * as ort from 'onnxruntime-web';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import type { ModelCard } from '../src/engine/protocol';
import { EngineBench } from './engine/EngineBench';
import { OwnModelsPage } from './pages/ownModelsPage';
import { SegmentPage } from './pages/segmentPage';
import { download, TRAIN_TIMEOUT_MS, TrainPage } from './pages/trainPage';
import { greyPngFile, pngFile } from './pictures/encode';
import { drawLesion, fillPicture } from './pictures/drawLesion';
import { otherCameraPair, otherCameraPairs } from './pictures/otherCamera';

test.setTimeout(600_000);

/** Small enough that a pass takes seconds on a busy processor. */
async function chooseQuick(train: TrainPage, passes: number): Promise<void> {
  await train.setting('Resolution').selectOption('128');
  await train.setting('Learning rate').selectOption('0.003');
  await train.fill('Passes', passes);
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
}

/** Wide and light, narrow and dark. */
async function expectAccessibleEverywhere(page: Page): Promise<void> {
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expectAccessible(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
}

/** Of a picture's probabilities, by onnxruntime and by the page's own engine: the largest difference. */
async function compareWithOnnx(page: Page, files: Record<string, Uint8Array>, onnx: Uint8Array) {
  const card = JSON.parse(new TextDecoder().decode(files['card.json'])) as ModelCard;
  const { width, height } = card.input.size;
  const { picture } = drawLesion({ width, height });
  const count = width * height;
  const bytes = Uint8Array.from({ length: 3 * count }, (_, i) => {
    const [pixel, channel] = [Math.floor(i / 3), i % 3];
    return picture.data[4 * pixel + channel]!;
  });
  const planes = Float32Array.from(
    bytes,
    (_, i) => bytes[(i % count) * 3 + Math.floor(i / count)]! / 255,
  );
  const session = await ort.InferenceSession.create(onnx);
  const input = new ort.Tensor('float32', planes, [1, 3, height, width]);
  const { probabilities } = await session.run({ input });
  const golden = { input: 'golden-input.bin', output: 'golden-output.bin' };
  const served: Record<string, Uint8Array> = {
    ...files,
    'card.json': new TextEncoder().encode(JSON.stringify({ ...card, golden })),
    [golden.input]: bytes,
    [golden.output]: new Uint8Array((probabilities!.data as Float32Array).slice().buffer),
  };
  const other = await page.context().newPage();
  const bench = await EngineBench.open(other);
  await other.route(`**/engine-test/models/${card.id}/*`, (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1)!;
    return route.fulfill({ body: Buffer.from(served[name]!) });
  });
  expect(await bench.start('fixtures', card.id, 'wasm')).toMatchObject({ status: 'ready' });
  const { largestDifference, spread } = await bench.runGolden();
  expect(spread).toBeGreaterThan(0.5);
  await other.close();
  return largestDifference;
}

test('twelve pairs of another look are learned, kept, exported, brought back and used', async ({
  page,
}) => {
  const train = await TrainPage.open(page);
  await train.givePairs(otherCameraPairs(12));
  await expect(train.pairs).toContainText('12 pairs');
  await expect(train.part('Training')).toContainText('7 pictures');
  await expect(train.part('Test')).toContainText('2 pictures');
  await chooseQuick(train, 16);

  const started = Date.now();
  await train.press('Start training');
  await expect(train.estimate).toContainText(/About .+ passes of .+ A step holds about/, {
    timeout: 120_000,
  });
  await expect(train.progress).toContainText(/Pass 1 of 16, step \d/, { timeout: 120_000 });
  await expect(train.progress).toContainText(/Pass [3-9] of 16/, { timeout: TRAIN_TIMEOUT_MS });
  await train.press('Pause');
  await expect(train.progress).toContainText('paused');

  // the old network still outlines pictures meanwhile
  await page.getByRole('link', { name: 'Segment' }).click();
  const segment = new SegmentPage(page);
  await segment.drop(pngFile('arm.png', drawLesion({ width: 160, height: 120 }).picture));
  await segment.waitForMask();
  await expect(segment.inspector).toContainText('Light');
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await expectAccessibleEverywhere(page);
  await train.press('Go on');

  await expect(train.verdict).toBeVisible({ timeout: TRAIN_TIMEOUT_MS });
  expect(Date.now() - started).toBeLessThan(TRAIN_TIMEOUT_MS);
  await expect(train.verdict).toContainText(
    /Better on your pictures: Dice \+0\.\d{3} \(.+\)\. Keep it\?/,
  );
  expect(await train.readDice('Before')).toBeLessThan(0.7);
  expect(await train.readDice('After')).toBeGreaterThanOrEqual(0.9);
  await expectAccessibleEverywhere(page);

  await train.press('Train again from the start');
  const question = page.getByRole('dialog', { name: 'Start a new training?' });
  await question.getByRole('button', { name: 'Leave it' }).click();
  await expect(question).toBeHidden();

  await train.keepAs('Lamp');
  await train.press('Use it now');
  await expect(train.kept).toContainText('It outlines your pictures now.', { timeout: 60_000 });

  await page.getByRole('link', { name: 'Models & privacy' }).click();
  const own = new OwnModelsPage(page);
  await expect(own.network('Lamp')).toContainText(
    /From Light, .+, 12 pictures; Dice 0\.\d+ before/,
  );
  const archive = await download(page, own.button('Export Lamp as a ZIP'));
  const files = unzipSync(archive.bytes);
  expect(Object.keys(files).sort()).toEqual([
    'card.json',
    'curve.csv',
    'model.json',
    'weights.bin',
  ]);
  await own.section.getByRole('checkbox', { name: /Put the pictures it learned from/ }).check();
  const withPairs = await download(page, own.button('Export Lamp as a ZIP'));
  const pairs = Object.keys(unzipSync(withPairs.bytes)).filter((name) => name.startsWith('pairs/'));
  expect(pairs).toHaveLength(24);

  const onnx = await download(page, own.button('Export Lamp as ONNX'));
  expect(await compareWithOnnx(page, files, onnx.bytes)).toBeLessThan(1e-4);

  await own.button('Delete Lamp').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(own.section).toContainText('None yet.');
  const { 'weights.bin': weights, ...others } = files;
  const altered = weights!.slice();
  altered[1000]! ^= 4;
  await own.importZip('altered.zip', Buffer.from(zipSync({ ...others, 'weights.bin': altered })));
  await expect(own.refusal).toContainText('not the ones that its card describes');
  await own.importZip('Lamp.zip', archive.bytes);
  await expect(own.network('Lamp')).toBeVisible({ timeout: 60_000 });
  await own.button('Use Lamp').click();
  await expect(own.network('Lamp')).toContainText('runs now', { timeout: 60_000 });

  const held = otherCameraPair(31);
  await page.getByRole('link', { name: 'Segment' }).click();
  await segment.drop(held.picture, held.truth);
  await segment.waitForMask();
  await expect(segment.inspector).toContainText('Lamp');
  expect(await segment.readFigure('Dice (F1)')).toBeGreaterThan(0.8);
});

test('a training is stopped, survives a reload, and goes on to its verdict', async ({ page }) => {
  let train = await TrainPage.open(page);
  await train.givePairs(otherCameraPairs(6));
  await chooseQuick(train, 4);
  await train.press('Start training');
  await expect(train.progress).toContainText(/Pass [23] of 4, step/, { timeout: TRAIN_TIMEOUT_MS });
  await train.press('Stop');
  await expect(train.progress).toContainText(/[123] of 4 passes, stopped/, { timeout: 60_000 });
  const done = /^(\d) of 4/.exec(await train.progress.innerText())![1]!;

  await page.reload();
  train = new TrainPage(page);
  await expect(train.earlier).toContainText(`6 pictures stopped after pass ${done} of 4`);
  await train.earlier.getByRole('button', { name: 'Go on' }).click();
  await expect(train.part('Training')).toContainText('Lamp_');
  await expect(train.verdict).toBeVisible({ timeout: TRAIN_TIMEOUT_MS });
  await expect(train.progress).toContainText('4 of 4 passes, done');
  await expect(train.earlier).toBeHidden();

  // made, but not kept yet: a reload still offers it
  await page.reload();
  await expect(train.earlier).toContainText('before and after are still to be compared');
  await train.earlier.getByRole('button', { name: 'Forget it' }).click();
  const question = page.getByRole('dialog', { name: 'Forget this training?' });
  await question.getByRole('button', { name: 'Keep it' }).click();
  await expect(question).toBeHidden();
  await train.earlier.getByRole('button', { name: 'Forget it' }).click();
  await question.getByRole('button', { name: 'Forget it' }).click();
  await expect(train.earlier).toBeHidden();
  await page.reload();
  await expect(
    train.main.getByRole('heading', { name: 'Train on your own pictures' }),
  ).toBeVisible();
  await expect(train.earlier).toBeHidden();
});

test('one tab trains at a time', async ({ page, context }) => {
  const train = await TrainPage.open(page);
  await train.givePairs(otherCameraPairs(5));
  await chooseQuick(train, 50);
  await train.press('Start training');
  await expect(train.progress).toContainText(/Pass 1 of 50, step/, { timeout: TRAIN_TIMEOUT_MS });
  const second = await TrainPage.open(await context.newPage());
  await second.givePairs(otherCameraPairs(5));
  await second.press('Start training');
  await expect(second.refusal).toContainText('Another tab of Lentigo has a training open.', {
    timeout: 60_000,
  });
  await train.press('Stop');
  await expect(train.progress).toContainText('stopped', { timeout: 60_000 });

  // stopped it is still open there; started over it is not, and is offered again
  await train.press('Start over');
  await expect(train.earlier).toContainText('5 pictures stopped after pass');
  await second.press('Start training');
  await second.page.getByRole('button', { name: 'Start anew' }).click();
  await expect(second.progress).toContainText(/Pass 1 of/, { timeout: TRAIN_TIMEOUT_MS });
  await second.press('Stop');
});

test('pairs are checked: too few, twice the same, a truth that is the picture, empty truths', async ({
  page,
}) => {
  const train = await TrainPage.open(page);
  const pairs = otherCameraPairs(6);
  await train.givePairs(pairs.slice(0, 4));
  await expect(train.refusal).toContainText('4 pairs are too few: at least 5 are needed.');
  await expect(train.main.getByRole('button', { name: 'Start training' })).toBeDisabled();

  const [first] = pairs;
  await train.giveFiles(
    { ...first!.picture, name: 'Again.png' },
    { ...first!.truth, name: 'Again_mask.png' },
    { ...pairs[4]!.picture, name: 'Itself.png' },
    { ...pairs[4]!.picture, name: 'Itself_mask.png' },
    { ...pairs[5]!.picture, name: 'Plain.png' },
    greyPngFile('Plain_mask.png', fillPicture(160, 120, [0, 0, 0])),
    { ...pairs[4]!.picture, name: 'Odd.png' },
    greyPngFile('Odd_mask.png', fillPicture(60, 120, [255, 255, 255])),
    { ...pairs[4]!.picture, name: 'Alone.png' },
  );
  await expect(train.pairs).toContainText('5 pairs, 2 left out; 2 files left over');
  await expect(train.remarks.getByRole('row', { name: /Again\.png|Lamp_001\.png/ })).toContainText(
    'the same picture as',
  );
  await expect(train.remarks.getByRole('row', { name: /Itself\.png/ })).toContainText(
    'its truth is the picture itself',
  );
  await expect(train.remarks.getByRole('row', { name: /Plain\.png/ })).toContainText(
    'its truth is empty',
  );
  await expect(train.leftovers.getByRole('row', { name: /Odd\.png/ })).toContainText(
    'the truth is 60 × 120, the picture 160 × 120',
  );
  await expect(train.leftovers.getByRole('row', { name: /Alone\.png/ })).toContainText(
    'no truth has its name',
  );
  await expect(train.refusal).toBeHidden();
});

test('empty truths alone are refused, and so is an archive that is none', async ({ page }) => {
  const train = await TrainPage.open(page);
  await train.givePairs(
    otherCameraPairs(5).map(({ name, picture }) => ({
      name,
      picture,
      truth: greyPngFile(`${name}_mask.png`, fillPicture(160, 120, [0, 0, 0])),
    })),
  );
  await expect(train.refusal).toContainText('All truths to learn from are empty');
  await train.press('Start over');
  await train.giveFiles({
    name: 'set.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from('no archive'),
  });
  await expect(train.leftovers.getByRole('row', { name: /set\.zip/ })).toContainText('its end');
});

test('open cases with a truth are taken; a picture is moved by keyboard', async ({ page }) => {
  const segment = await SegmentPage.open(page, '/?backend=wasm');
  const pairs = otherCameraPairs(5);
  await segment.drop(...pairs.flatMap(({ picture, truth }) => [picture, truth]));
  await expect(segment.status).toContainText('No lesion found', { timeout: 60_000 });
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  const train = new TrainPage(page);
  await train.press('Take the 5 open cases with a truth');
  await expect(train.pairs).toContainText('5 pairs');
  await expect(train.part('Training')).toContainText('3 pictures');

  const name = (await train.part('Training').getByRole('listitem').first().innerText()).split(
    '\n',
  )[0]!;
  await train.partOf(name).focus();
  await page.keyboard.press('t'); // Test
  await page.keyboard.press('e');
  await expect(train.part('Training')).toContainText('2 pictures');
  await expect(train.part('Test')).toContainText(name);
});

for (const width of [1440, 390]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`pairs and settings at ${width} px, ${colorScheme}: accessible, nothing sideways`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      const train = await TrainPage.open(page);
      await expectAccessible(page);
      await train.givePairs(otherCameraPairs(6));
      await train.press('Show what it does');
      await expect(train.main.getByAltText('View 6, its truth outlined')).toBeVisible();
      await expectAccessible(page);
    });
  }
}
