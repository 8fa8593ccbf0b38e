/** Networks that are not shipped: brought in, checked, used, renamed, taken away, deleted. */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { unzipSync, zipSync } from 'fflate';
import * as ort from 'onnxruntime-web';
import { expect, test } from './fixtures';
import { ModelsPage } from './pages/modelsPage';
import { OwnModelsPage } from './pages/ownModelsPage';
import { SegmentPage } from './pages/segmentPage';
import { download } from './pages/trainPage';
import { drawLesion } from './pictures/drawLesion';
import { pngFile } from './pictures/encode';

const FOLDER = 'e2e/fixtures/tiny';
const NAMES = ['card.json', 'model.json', 'weights.bin', 'golden-input.bin', 'golden-output.bin'];

type Files = Record<string, Uint8Array>;

function readTiny(): Files {
  return Object.fromEntries(
    NAMES.map((name) => [name, new Uint8Array(readFileSync(`${FOLDER}/${name}`))]),
  );
}

function zip(files: Files): Buffer {
  return Buffer.from(zipSync(files));
}

/** The tiny network's card with a change. */
function withCard(change: (card: Record<string, unknown>) => void): Files {
  const files = readTiny();
  const card = JSON.parse(new TextDecoder().decode(files['card.json'])) as Record<string, unknown>;
  change(card);
  return { ...files, 'card.json': new TextEncoder().encode(JSON.stringify(card)) };
}

test('a network is brought in, used, renamed, kept over a reload, exported and deleted', async ({
  page,
}) => {
  const own = await OwnModelsPage.open(page);
  const models = new ModelsPage(page);
  await own.importFolder(FOLDER);
  await expect(own.network('Tiny')).toContainText('Brought from elsewhere, 38.5 kB', {
    timeout: 60_000,
  });
  await own.importZip('again.zip', zip(readTiny()));
  await expect(page.getByText('This network is here already, as Tiny.')).toBeVisible();

  await own.button('Use Tiny').click();
  await expect(own.network('Tiny')).toContainText('runs now', { timeout: 60_000 });
  await expect(models.facts).toContainText('Tiny 1.0.0');
  await expect(models.network('Tiny')).toBeChecked();

  await own.button('Rename Tiny').click();
  await own.section.getByLabel('New name').fill('Clinic 7');
  await own.button('Save the name').click();
  await expect(own.network('Clinic 7')).toBeVisible();

  await page.reload();
  await expect(own.network('Clinic 7')).toContainText('runs now', { timeout: 60_000 });
  const segment = new SegmentPage(page);
  await page.getByRole('link', { name: 'Segment' }).click();
  await segment.drop(pngFile('arm.png', drawLesion({ width: 160, height: 120 }).picture));
  await segment.waitForMask();
  await expect(segment.inspector).toContainText('Clinic 7');

  await models.tab.click();
  const archive = await download(page, own.button('Export Clinic 7 as a ZIP'));
  expect(archive.name).toBe('Clinic 7.zip');
  const exported = unzipSync(archive.bytes);
  expect(Object.keys(exported).sort()).toEqual([...NAMES].sort());
  expect(Buffer.from(exported['weights.bin']!).equals(readTiny()['weights.bin']!)).toBe(true);

  const onnx = await download(page, own.button('Export Clinic 7 as ONNX'));
  expect(onnx.name).toBe('Clinic 7.onnx');
  const golden = readTiny();
  const session = await ort.InferenceSession.create(new Uint8Array(onnx.bytes));
  const pixels = golden['golden-input.bin']!;
  const count = pixels.length / 3;
  const planes = Float32Array.from(
    pixels,
    (_, i) => pixels[(i % count) * 3 + Math.floor(i / count)]! / 255,
  );
  const { probabilities } = await session.run({
    input: new ort.Tensor('float32', planes, [1, 3, 32, 32]),
  });
  const expected = new Float32Array(golden['golden-output.bin']!.slice().buffer);
  const given = probabilities!.data as Float32Array;
  expect(Math.max(...given.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThan(1e-4);

  await own.button('Delete Clinic 7').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(own.section).toContainText('None yet.');
  await expect(models.facts).toContainText('Light', { timeout: 60_000 });
  await own.importZip('back.zip', archive.bytes);
  await expect(own.network('Clinic 7')).toBeVisible({ timeout: 60_000 });
});

test('what is no sound network is refused, each with its reason', async ({ page }) => {
  const own = await OwnModelsPage.open(page);
  const whole = zip(readTiny());
  const altered = readTiny();
  altered['weights.bin'] = altered['weights.bin']!.slice();
  altered['weights.bin'][100]! ^= 1;
  const withoutCard = readTiny();
  delete withoutCard['card.json'];
  for (const [name, buffer, words] of [
    ['cut.zip', whole.subarray(0, Math.floor(whole.length / 2)), /cut\.zip cannot be unpacked/],
    ['altered.zip', zip(altered), /not the ones that its card describes/],
    ['bare.zip', zip(withoutCard), /there is no card\.json in it/],
    [
      'text.zip',
      zip({ ...readTiny(), 'card.json': new TextEncoder().encode('{"id":') }),
      /card\.json is not JSON/,
    ],
    [
      'schema.zip',
      zip(withCard((card) => delete card.mask)),
      /The card in schema\.zip cannot be used: card\.json at mask/,
    ],
    [
      'other.zip',
      zip(withCard((card) => (card.architecture = { kind: 'residual-unet', widths: [4, 8, 16] }))),
      /The network in other\.zip is not one that Lentigo runs/,
    ],
    ['picture.zip', Buffer.from('no archive at all'), /picture\.zip cannot be unpacked/],
  ] as const) {
    await own.importZip(name, buffer as Buffer);
    await expect(own.refusal).toContainText(words, { timeout: 60_000 });
    await expect(own.refusal).toContainText('Nothing was kept.');
  }
  await expect(own.section).toContainText('None yet.');
});

test('a link to a network that is gone starts the page’s own, and says so', async ({ page }) => {
  await page.goto('/?backend=wasm&model=own-12345678#/models');
  await expect(page.getByText(/Your model could not be loaded/)).toBeVisible();
  await expect(new ModelsPage(page).facts).toContainText('Light', { timeout: 60_000 });
  expect(page.url()).not.toContain('own-');
});

for (const width of [1440, 390]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`own networks at ${width} px, ${colorScheme}: accessible, nothing sideways`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      const own = await OwnModelsPage.open(page);
      await own.importFolder(FOLDER);
      await expect(own.network('Tiny')).toBeVisible({ timeout: 60_000 });
      await own.importZip('bad.zip', Buffer.from('bad'));
      await expect(own.refusal).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    });
  }
}
