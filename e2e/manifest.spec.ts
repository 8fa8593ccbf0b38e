/** The installed page: what its manifest says is there and true, and files opened with it become cases. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { pngFile } from './pictures/encode';

type Picture = {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose?: string;
  readonly form_factor?: string;
};
type Manifest = {
  readonly name: string;
  readonly short_name: string;
  readonly start_url: string;
  readonly icons: readonly Picture[];
  readonly screenshots: readonly Picture[];
  readonly shortcuts: readonly { readonly name: string; readonly url: string }[];
  readonly file_handlers: readonly {
    readonly action: string;
    readonly accept: Readonly<Record<string, readonly string[]>>;
  }[];
  readonly share_target: {
    readonly method: string;
    readonly enctype: string;
    readonly params: { readonly files: readonly { readonly accept: readonly string[] }[] };
  };
};

/** The manifest as the browser itself finds and reads it: its address, its words and what is wrong with them. */
async function readManifest(page: Page) {
  await page.goto('/');
  const devtools = await page.context().newCDPSession(page);
  const { url, data, errors } = await devtools.send('Page.getAppManifest');
  return { url, errors, manifest: JSON.parse(data ?? '{}') as Manifest };
}

test('its name, and icons and screenshots of the sizes that it states', async ({ page }) => {
  const { url, errors, manifest } = await readManifest(page);
  expect(errors).toEqual([]);
  expect(manifest.name).toMatch(/^Lentigo/);
  expect(manifest.short_name).toBe('Lentigo');

  const pictures = [...manifest.icons, ...manifest.screenshots];
  for (const { src, sizes, type } of pictures) {
    const seen = await look(page, new URL(src, url).href);
    expect(seen.type, src).toContain(type);
    if (sizes === 'any') expect(type).toBe('image/svg+xml');
    else expect(seen.size, src).toBe(sizes);
  }
  const sizesFor = (purpose?: string) =>
    manifest.icons.filter((icon) => icon.purpose === purpose).map(({ sizes }) => sizes);
  expect(sizesFor()).toEqual(expect.arrayContaining(['192x192', '512x512'])); // what Chromium asks for
  expect(sizesFor('maskable')).toContain('512x512');
  const shapes = manifest.screenshots.map((one) => one.form_factor);
  expect(shapes).toEqual(expect.arrayContaining(['wide', 'narrow']));
});

test('its start and its shortcuts open the places that they name', async ({ page }) => {
  const { url, manifest } = await readManifest(page);
  await page.goto(new URL(manifest.start_url, url).href);
  await expect(page.getByRole('main', { name: 'Segment' })).toBeVisible();
  const places: Readonly<Record<string, string>> = {
    'Segment pictures': 'Segment',
    'Models and privacy': 'Models & privacy',
  };
  expect(manifest.shortcuts.map(({ name }) => name)).toEqual(Object.keys(places));
  for (const { name, url: address } of manifest.shortcuts) {
    await page.goto('about:blank'); // as the system opens it: the whole page anew
    await page.goto(new URL(address, url).href);
    await expect(page.getByRole('main', { name: places[name]!, exact: true })).toBeVisible();
  }
});

test('files may be opened with it and shared with it, of every type that it takes', async ({
  page,
}) => {
  const { url, manifest } = await readManifest(page);
  const [handler] = manifest.file_handlers;
  expect(new URL(handler!.action, url).href).toBe(new URL('./', url).href);
  const taken = await page.getByLabel('Picture files').getAttribute('accept');
  const endings = taken!.split(',').filter((one) => one.startsWith('.'));
  expect(endings.length).toBeGreaterThan(5);
  expect(Object.values(handler!.accept).flat().sort()).toEqual(endings.sort());

  const { method, enctype, params } = manifest.share_target;
  expect([method, enctype]).toEqual(['POST', 'multipart/form-data']); // files travel in no other way
  expect(params.files[0]!.accept).toEqual(Object.keys(handler!.accept));
});

test('a picture opened with it becomes a case; one that is gone is passed over', async ({
  page,
}) => {
  const { name, mimeType, buffer } = pngFile('opened arm.png', drawLesion().picture);
  await page.addInitScript(
    ({ name, type, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const gone = () => Promise.reject(new DOMException('moved away', 'NotFoundError'));
      const files = [
        { kind: 'file', name: 'gone.png', getFile: gone },
        { kind: 'file', name, getFile: () => Promise.resolve(new File([bytes], name, { type })) },
      ];
      type Consumer = (launch: { readonly files: typeof files }) => void;
      Object.defineProperty(window, 'launchQueue', {
        value: { setConsumer: (consumer: Consumer) => consumer({ files }) },
      });
    },
    { name, type: mimeType, base64: buffer.toString('base64') },
  );
  const segment = await SegmentPage.open(page);
  await expect(segment.stage).toHaveAccessibleName(/^opened arm\.png/);
  await expect(segment.cases.getByRole('listitem')).toHaveCount(1);
  await segment.waitForMask();
});

/** A picture's type, as the host says it, and its size, as the browser shows it; throws where it is no picture. */
function look(page: Page, address: string): Promise<{ type: string | null; size: string }> {
  return page.evaluate(async (src) => {
    const { headers } = await fetch(src);
    const image = new Image();
    image.src = src;
    await image.decode();
    return {
      type: headers.get('Content-Type'),
      size: `${image.naturalWidth}x${image.naturalHeight}`,
    };
  }, address);
}
