/** The camera: the outline over a moving picture, a picture taken, and the camera let go or lost. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { endWorker } from './host/endWorker';
import { MASK_TIMEOUT_MS, SegmentPage } from './pages/segmentPage';
import { writeFilm } from './pictures/filmFile';

const FAKE_CAMERA = '--use-fake-device-for-media-stream';
const ALLOWED = '--use-fake-ui-for-media-stream';

test.use({
  browserArgs: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from this pattern
    async ({}, use) => {
      const film = join(tmpdir(), `lentigo-film-${process.pid}.y4m`);
      writeFilm(film);
      await use([FAKE_CAMERA, ALLOWED, `--use-file-for-fake-video-capture=${film}`]);
    },
    { scope: 'worker' },
  ],
});

test('the outline follows it, and a picture of it becomes a case', async ({ page }) => {
  test.setTimeout(4 * MASK_TIMEOUT_MS);
  await rememberStreams(page);
  const segment = await SegmentPage.open(page);
  await segment.waitForNetwork();
  const camera = await segment.openCamera();
  await expect(camera.getByRole('group', { name: 'Live outline' })).toHaveText(
    /Outline covers \d+\.\d %, \d+\.\d frames per second/,
    { timeout: MASK_TIMEOUT_MS },
  );
  const places = new Set<string>();
  const look = async () => {
    places.add(await whereIsTheOutline(page));
    return [...places].sort();
  };
  await expect.poll(look, { timeout: MASK_TIMEOUT_MS }).toEqual(['left', 'right']);

  // It lies on the picture, in a window of any shape.
  for (const size of [
    { width: 390, height: 844 },
    { width: 1280, height: 500 },
  ]) {
    await page.setViewportSize(size);
    const boxes = () =>
      camera.evaluate((view) =>
        ['video', 'canvas'].map((name) => {
          const { x, y, width, height } = view.querySelector(name)!.getBoundingClientRect();
          return [x, y, width, height].map(Math.round);
        }),
      );
    await expect
      .poll(async () => {
        const [video, canvas] = await boxes();
        return JSON.stringify(video) === JSON.stringify(canvas);
      })
      .toBe(true);
  }

  // Without the outline the picture goes on.
  await camera.getByRole('switch', { name: 'Outline as it moves' }).uncheck();
  await expect(camera.getByRole('group', { name: 'Live outline' })).toHaveText('');
  expect(await whereIsTheOutline(page)).toBe('nowhere');

  await camera.getByRole('button', { name: 'Take a picture' }).click();
  await expect(camera).toBeHidden();
  expect(await countLiveTracks(page)).toBe(0);
  await segment.waitForMask();
  await expect(segment.case('Camera 2')).toContainText(
    /Camera \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.jpg/,
  );
  const picture = segment.section('Picture');
  await expect(picture).toContainText('320 × 240 px');
  const saved = await segment.takeDownload(() =>
    picture.getByRole('button', { name: 'Save the picture' }).click(),
  );
  expect(saved.name).toMatch(/^Camera .*\.jpg$/);
  expect(saved.bytes.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8])); // a JPEG
});

test('closing the view, by key too, lets go of the camera', async ({ page }) => {
  await rememberStreams(page);
  const segment = await SegmentPage.open(page);
  const camera = await segment.openCamera();
  await expect(camera.getByRole('button', { name: 'Take a picture' })).toBeEnabled();
  expect(await countLiveTracks(page)).toBe(1);
  await page.keyboard.press('Escape');
  await expect(camera).toBeHidden();
  expect(await countLiveTracks(page)).toBe(0);
});

test('a camera that is unplugged is told of and asked for again', async ({ page }) => {
  await rememberStreams(page);
  const segment = await SegmentPage.open(page);
  const camera = await segment.openCamera();
  await expect(camera.getByRole('button', { name: 'Take a picture' })).toBeEnabled();
  await page.evaluate(() => {
    for (const track of streams.flatMap((stream) => stream.getTracks()))
      track.dispatchEvent(new Event('ended')); // what a browser does when the plug is pulled
  });
  await expect(camera.getByRole('alert')).toContainText('The camera stopped: it was unplugged');
  expect(await countLiveTracks(page)).toBe(0);
  await expect(camera.getByRole('button', { name: 'Take a picture' })).toBeDisabled();
  await camera.getByRole('button', { name: 'Try again' }).click();
  await expect(camera.getByRole('button', { name: 'Take a picture' })).toBeEnabled();
  await expect(camera.getByRole('alert')).toBeHidden();
});

test('a camera that another program uses is told of and asked for again', async ({ page }) => {
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    const other = { isUsing: true };
    Object.assign(globalThis, { other });
    mediaDevices.getUserMedia = async (wanted) => {
      if (other.isUsing) throw new DOMException('Device in use', 'NotReadableError');
      return ask(wanted);
    };
  });
  const segment = await SegmentPage.open(page);
  const camera = await segment.openCamera();
  const alert = camera.getByRole('alert');
  await expect(alert).toContainText('The camera does not answer: another program may be using it.');
  await expect(alert).toContainText('Close other programs that use it');
  await expect(camera.getByRole('button', { name: 'Take a picture' })).toBeDisabled();
  await page.evaluate(() => (other.isUsing = false));
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(camera.getByRole('button', { name: 'Take a picture' })).toBeEnabled();
  await expect(alert).toBeHidden();
});

test('a chosen camera that is gone gives way to the one that is there', async ({ page }) => {
  await rememberStreams(page);
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const list = mediaDevices.enumerateDevices.bind(mediaDevices);
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    const second = { deviceId: 'second', kind: 'videoinput', label: 'Second' } as MediaDeviceInfo;
    mediaDevices.enumerateDevices = async () => [...(await list()), second];
    let wasTaken = false; // and pulled out afterwards
    mediaDevices.getUserMedia = async (wanted) => {
      if (!JSON.stringify(wanted).includes('second')) return ask(wanted);
      if (wasTaken) throw new DOMException('it is not there', 'OverconstrainedError');
      wasTaken = true;
      return ask({ video: true });
    };
  });
  const segment = await SegmentPage.open(page);
  const camera = await segment.openCamera();
  await camera.getByLabel('Camera', { exact: true }).selectOption('Second');
  await expect(camera.getByRole('button', { name: 'Take a picture' })).toBeEnabled();
  await page.evaluate(() => {
    for (const track of streams.flatMap((stream) => stream.getTracks()))
      track.dispatchEvent(new Event('ended'));
  });
  await camera.getByRole('button', { name: 'Try again' }).click();
  await expect(camera.getByRole('button', { name: 'Take a picture' })).toBeEnabled();
  await expect(camera.getByRole('alert')).toBeHidden();
});

test('the outline over it is asked for again after its worker stopped', async ({ page }) => {
  test.setTimeout(4 * MASK_TIMEOUT_MS);
  await page.addInitScript(() => {
    // frames get lost on the way while frames.areLost, so that one is under way when the worker ends
    const frames = { areLost: false, lost: 0 };
    Object.assign(globalThis, { frames });
    type Post = (this: Worker, message: unknown, transfer?: unknown) => void;
    const { postMessage: post } = Worker.prototype as { readonly postMessage: Post };
    Worker.prototype.postMessage = function (message: unknown, transfer?: unknown) {
      const isFrame = Array.isArray(transfer) && transfer[0] instanceof ImageBitmap;
      if (isFrame && frames.areLost) frames.lost++;
      else post.call(this, message, transfer);
    };
  });
  const segment = await SegmentPage.open(page);
  await segment.waitForNetwork();
  const camera = await segment.openCamera();
  const live = camera.getByRole('group', { name: 'Live outline' });
  await expect(live).toHaveText(/Outline covers/, { timeout: MASK_TIMEOUT_MS });
  await page.evaluate(() => (frames.areLost = true));
  await expect.poll(() => page.evaluate(() => frames.lost)).toBe(1);
  await endWorker(page, 'pixels');
  const alert = camera.getByRole('alert');
  await expect(alert).toContainText('A part of the page stopped');
  await page.evaluate(() => (frames.areLost = false));
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(live).toHaveText(/Outline covers/, { timeout: MASK_TIMEOUT_MS });
  await expect(alert).toBeHidden();
});

declare const other: { isUsing: boolean };
declare const frames: { areLost: boolean; readonly lost: number };
declare const streams: MediaStream[];

/** Every stream that the page is given, as `streams`. */
async function rememberStreams(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const given: MediaStream[] = [];
    Object.assign(globalThis, { streams: given });
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      given.push(stream);
      return stream;
    };
  });
}

function countLiveTracks(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      streams
        .flatMap((stream) => stream.getTracks())
        .filter(({ readyState }) => readyState === 'live').length,
  );
}

/** On which side of the picture most of the painted mask lies. */
function whereIsTheOutline(page: Page): Promise<'left' | 'right' | 'nowhere'> {
  return page
    .getByRole('img', { name: 'Outline over the camera’s picture' })
    .evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      const pixels = canvas.getContext('2d')!.getImageData(0, 0, width, height).data;
      let left = 0;
      let right = 0;
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++)
          if (pixels[(y * width + x) * 4 + 3]! > 0) {
            if (x < width / 2) left++;
            else right++;
          }
      return left + right === 0 ? 'nowhere' : left > right ? 'left' : 'right';
    });
}
