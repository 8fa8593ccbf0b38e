/** The seven views, the outline's look, the divider, zoom and the loupe, by keys and by pointer; the figure as saved. */
import { decode } from 'fast-png';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { openTiny } from './pages/openTiny';
import { SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { greyPngFile, pngFile } from './pictures/encode';

/** The drawn lesion's middle, and a place far from it, as shares of the picture's sides. */
const LESION = { x: 0.46, y: 0.54 };
const SKIN = { x: 0.08, y: 0.1 };

test('each view has its key; the difference waits for a truth', async ({ page }) => {
  const { picture, truth } = drawLesion();
  const segment = await SegmentPage.open(page);
  await segment.drop(pngFile('arm.png', picture));
  await segment.waitForMask();
  const views = page.getByRole('radiogroup', { name: 'View' });
  await expect(views.getByRole('radio')).toHaveCount(7);
  await expect(views.getByRole('radio', { name: 'Difference' })).toBeDisabled();

  await segment.drop(greyPngFile('arm_segmentation.png', truth));
  await expect(views.getByRole('radio', { name: 'Difference' })).toBeEnabled();
  const names = await views
    .getByRole('radio')
    .evaluateAll((inputs) => inputs.map((input) => input.parentElement?.innerText ?? ''));
  for (const [index, name] of names.entries()) {
    await page.keyboard.press(String(index + 1));
    await expect(segment.stage).toHaveAccessibleName(new RegExp(`, ${name.toLowerCase()} view`));
    await expect(views.getByRole('radio', { name })).toBeChecked();
  }

  await page.keyboard.press('4');
  const legend = page.getByRole('group', { name: 'Legend of the heat map' });
  await expect(legend).toContainText('threshold 60 %');
  await page.keyboard.press(']');
  await expect(legend).toContainText('threshold 65 %');
  await page.keyboard.press('1');
  await expect(legend).toBeHidden();
});

test('the divider lays the mask over the picture on its right only', async ({ page }) => {
  const { picture } = drawLesion();
  const segment = await SegmentPage.open(page);
  await segment.drop(pngFile('arm.png', picture));
  await segment.waitForMask();
  await page.getByRole('slider', { name: 'Opacity of the overlay' }).press('End');
  await segment.chooseView('Before/after');
  const divider = page.getByRole('slider', { name: 'Divider between before and after' });
  await expect(divider).toHaveAttribute('aria-valuenow', '50');

  await divider.press('End');
  await expect(divider).toHaveAttribute('aria-valuetext', '100 % original');
  expect(isSkyBlue(await colourAt(segment.stage, LESION))).toBe(false);
  await divider.press('Home');
  await expect.poll(async () => isSkyBlue(await colourAt(segment.stage, LESION))).toBe(true);
  expect(isSkyBlue(await colourAt(segment.stage, SKIN))).toBe(false);
  await divider.press('PageUp');
  await expect(divider).toHaveAttribute('aria-valuenow', '10');

  const stage = (await segment.stage.boundingBox())!;
  await divider.hover();
  await page.mouse.down();
  await page.mouse.move(stage.x + stage.width * 0.5, stage.y + stage.height * 0.3, { steps: 4 });
  await page.mouse.up();
  await expect(divider).toHaveAttribute('aria-valuenow', '50');
});

test('the loupe tells place and probability under the pointer and by arrow keys', async ({
  page,
}) => {
  const { picture } = drawLesion();
  const segment = await SegmentPage.open(page);
  await segment.drop(pngFile('arm.png', picture));
  await segment.waitForMask();
  await page.keyboard.press('l');
  await expect(segment.section('View').getByRole('switch', { name: 'Loupe' })).toBeChecked();

  await segment.stage.hover({ position: await placeOn(segment.stage, LESION) });
  const words = segment.main.getByText(/^Probability ./);
  await expect.poll(() => readPercent(words)).toBeGreaterThan(50);
  await segment.stage.hover({ position: await placeOn(segment.stage, SKIN) });
  await expect.poll(() => readPercent(words)).toBeLessThan(50);

  await page.mouse.move(2, 2);
  await expect(words).toBeHidden();
  await segment.stage.press('ArrowRight'); // from the middle of the picture, 640 × 480
  await expect(segment.main.getByText('x 321, y 240')).toBeVisible();
  await segment.stage.press('Shift+ArrowDown');
  await expect(segment.main.getByText('x 321, y 250')).toBeVisible();
  await page.keyboard.press('l');
  await expect(words).toBeHidden();
});

test('wheel, keys and buttons zoom; a double click fits the picture again', async ({ page }) => {
  const segment = await openLoupe(page);
  const fitted = await readZoom(segment);
  const place = await placeOn(segment.stage, LESION);
  const pixel = await readPixel(segment, place);

  await page.mouse.wheel(0, -400); // zooms by e, about the pointer
  await expect.poll(() => readZoom(segment)).toBeGreaterThan(2.7 * fitted);
  expect(await readZoom(segment)).toBeLessThan(2.74 * fitted);
  expect(distance(await readPixel(segment, place), pixel)).toBeLessThan(2);
  await page.mouse.wheel(0, 400);
  await expect.poll(() => readZoom(segment)).toBe(fitted);

  await page.keyboard.down('Control'); // as a browser tells of a trackpad's pinch
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await expect.poll(() => readZoom(segment)).toBeGreaterThan(1.5 * fitted);
  expect(distance(await readPixel(segment, place), pixel)).toBeLessThan(2);
  await segment.stage.dblclick({ position: place });
  await expect.poll(() => readZoom(segment)).toBe(fitted);

  const zoom = page.getByRole('group', { name: 'Zoom' });
  const steps = [
    [() => page.keyboard.press('+'), 1.4],
    [() => zoom.getByRole('button', { name: 'Zoom in' }).click(), 1.96],
    [() => page.keyboard.press('-'), 1.4],
    [() => zoom.getByRole('button', { name: 'Zoom out' }).click(), 1],
    [() => page.keyboard.press('+'), 1.4],
    [() => zoom.getByRole('button', { name: 'Fit the picture' }).click(), 1],
  ] as const;
  for (const [act, times] of steps) {
    await act();
    await expect
      .poll(async () => Math.abs((await readZoom(segment)) - times * fitted))
      .toBeLessThan(2);
  }
});

test('a drag, or the space bar held, takes the picture along; arrows move it', async ({ page }) => {
  const segment = await openLoupe(page);
  for (let press = 0; press < 4; press++) await page.keyboard.press('+');
  const scale = (await readZoom(segment)) / 100;
  const { width, height } = (await segment.stage.boundingBox())!;
  const start = { x: Math.round(width / 2), y: Math.round(height / 2) };
  const end = { x: start.x - 120, y: start.y + 80 };
  const middle = await readPixel(segment, start);

  await page.mouse.down();
  await moveTo(segment.stage, end);
  await page.mouse.up();
  expect(distance(await readPixel(segment, end), middle)).toBeLessThan(2);
  const pulled = await readPixel(segment, start);
  const wanted = { x: middle.x + 120 / scale, y: middle.y - 80 / scale };
  expect(distance(pulled, wanted)).toBeLessThan(2);

  await segment.stage.focus();
  await page.keyboard.down(' ');
  await moveTo(segment.stage, end);
  await expect.poll(async () => distance(await readLoupe(segment), pulled)).toBeLessThan(2);
  await page.mouse.down(); // with the button, too, it goes no farther than the pointer
  await moveTo(segment.stage, start);
  await page.mouse.up();
  await expect.poll(async () => distance(await readLoupe(segment), pulled)).toBeLessThan(2);
  await page.keyboard.up(' ');
  await moveTo(segment.stage, end);
  const beside = { x: pulled.x - 120 / scale, y: pulled.y + 80 / scale };
  await expect.poll(async () => distance(await readLoupe(segment), beside)).toBeLessThan(2);

  const before = await readPixel(segment, start);
  await page.keyboard.press('l');
  await segment.stage.press('ArrowRight');
  await segment.stage.press('ArrowRight');
  await page.keyboard.press('l');
  const moved = await readPixel(segment, start);
  expect(moved.y).toBe(before.y);
  expect(Math.abs(moved.x - before.x - 80 / scale)).toBeLessThan(2);
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true });

  test('two fingers zoom where they are, one moves the picture', async ({ page, context }) => {
    const segment = await openLoupe(page);
    const fitted = await readZoom(segment);
    const place = await placeOn(segment.stage, LESION);
    const pixel = await readPixel(segment, place);
    const box = (await segment.stage.boundingBox())!;
    const devtools = await context.newCDPSession(page);
    const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', ...fingers: Share[]) => {
      const touchPoints = fingers.map(({ x, y }, id) => ({ x: box.x + x, y: box.y + y, id }));
      await devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
    };
    const apart = (half: number) =>
      [-half, half].map((by) => ({ x: place.x + by, y: place.y })) as [Share, Share];

    await touch('touchStart', apart(50)[0]);
    await touch('touchStart', ...apart(50));
    for (let half = 60; half <= 150; half += 10) await touch('touchMove', ...apart(half));
    await touch('touchEnd');
    await expect.poll(() => readZoom(segment)).toBeGreaterThan(2.5 * fitted);
    expect(await readZoom(segment)).toBeLessThan(3.1 * fitted);
    expect(distance(await readPixel(segment, place), pixel)).toBeLessThan(8);

    const pinched = await readZoom(segment);
    const held = await readPixel(segment, place);
    const end = { x: place.x + 100, y: place.y - 60 };
    await touch('touchStart', place);
    for (let step = 1; step <= 10; step++)
      await touch('touchMove', { x: place.x + step * 10, y: place.y - step * 6 });
    await touch('touchEnd');
    await expect.poll(async () => distance(await readPixel(segment, end), held)).toBeLessThan(3);
    expect(await readZoom(segment)).toBe(pinched);
  });
});

test('the loupe under a pointer at rest tells the probability as soon as there is one', async ({
  page,
}) => {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/models/**', async (route) => {
    await held;
    await route.continue();
  });
  const segment = await SegmentPage.open(page);
  await segment.drop(pngFile('arm.png', drawLesion().picture));
  await segment.stage.hover({ position: await placeOn(segment.stage, LESION) });
  await page.keyboard.press('l');
  const words = segment.main.getByText(/^Probability ./);
  await expect(words).toHaveText('Probability –');
  letGo();
  await segment.waitForMask();
  await expect.poll(() => readPercent(words)).toBeGreaterThan(50);
});

test('the outline’s width and colour are kept and go into the saved overlay', async ({ page }) => {
  const { picture } = drawLesion();
  const segment = await SegmentPage.open(page);
  await segment.drop(pngFile('arm.png', picture));
  await segment.waitForMask();
  const width = page.getByRole('slider', { name: 'Width of the outline' });
  await width.press('End');
  await page.getByRole('radio', { name: 'yellow' }).press('Space');
  await expect(segment.section('View')).toContainText('Outline 6.0 px');
  const wide = countYellow((await segment.save('Overlay')).bytes);
  await width.press('Home');
  await expect(segment.section('View')).toContainText('Outline 1.0 px');
  const narrow = countYellow((await segment.save('Overlay')).bytes);
  expect(narrow).toBeGreaterThan(100);
  expect(wide).toBeGreaterThan(3 * narrow);

  await page.reload();
  await segment.drop(pngFile('arm.png', picture));
  await segment.waitForMask();
  await expect(page.getByRole('radio', { name: 'yellow' })).toBeChecked();
  await expect(segment.section('View')).toContainText('Outline 1.0 px');
});

test('the figure is one PNG of picture, truth and mask', async ({ page }) => {
  const { picture, truth } = drawLesion();
  const segment = await SegmentPage.open(page);
  await segment.drop(pngFile('arm.png', picture));
  await segment.waitForMask();
  const pair = decode((await segment.save('Figure')).bytes);
  await segment.drop(greyPngFile('arm_segmentation.png', truth));
  await segment.readFigure('Dice (F1)');
  await segment.chooseView('Figure');
  const saved = await segment.save('Figure');
  expect(saved.name).toBe('arm_figure.png');
  const figure = decode(saved.bytes);
  // a panel of 640 × 480 for each, 20 between, 24 around and 48 for the captions
  expect(pair).toMatchObject({ width: 2 * 640 + 20 + 48, height: 480 + 96 });
  expect(figure).toMatchObject({ width: 3 * 640 + 2 * 20 + 48, height: 480 + 96 });

  const at = (panel: number, share: { x: number; y: number }) => {
    const x = Math.round(24 + panel * 660 + share.x * 640);
    const y = Math.round(24 + share.y * 480);
    const from = (y * figure.width + x) * figure.channels;
    return Array.from(figure.data.subarray(from, from + 3));
  };
  const photo = (Math.round(LESION.y * 480) * 640 + Math.round(LESION.x * 640)) * 4;
  for (const [channel, value] of at(0, LESION).entries())
    expect(Math.abs(value - picture.data[photo + channel]!)).toBeLessThan(24); // grain, smoothed
  for (const panel of [1, 2]) {
    expect(at(panel, LESION)).toEqual([255, 255, 255]);
    expect(at(panel, SKIN)).toEqual([0, 0, 0]);
  }
});

type Share = { readonly x: number; readonly y: number };

/** A picture of 640 × 480 on the stage and the loupe on, which tells the pixel under the pointer. */
async function openLoupe(page: Page): Promise<SegmentPage> {
  const segment = await openTiny(page, 'cpu');
  await segment.drop(pngFile('arm.png', drawLesion().picture));
  await segment.waitForMask();
  await page.keyboard.press('l');
  await expect(segment.section('View').getByRole('switch', { name: 'Loupe' })).toBeChecked();
  return segment;
}

/** The zoom's read-out, percent. */
async function readZoom({ page }: SegmentPage): Promise<number> {
  const words = await page.getByRole('group', { name: 'Zoom' }).innerText();
  return Number(/(\d+) %/.exec(words)?.[1] ?? Number.NaN);
}

/** The picture's pixel in the loupe. */
async function readLoupe({ main }: SegmentPage): Promise<Share> {
  const words = await main.getByText(/^x \d+, y \d+$/).innerText();
  const [x, y] = words.match(/\d+/g)!.map(Number);
  return { x: x!, y: y! };
}

/** The picture's pixel at a place of the stage; the pointer comes from beside it, so that it is told anew. */
async function readPixel(segment: SegmentPage, { x, y }: Share): Promise<Share> {
  await segment.stage.hover({ position: { x: x + 40, y } });
  const beside = await readLoupe(segment);
  await segment.stage.hover({ position: { x, y } });
  await expect.poll(() => readLoupe(segment)).not.toEqual(beside);
  return readLoupe(segment);
}

/** Moves the pointer to a place of the stage, in steps as a hand does. */
async function moveTo(stage: Locator, { x, y }: Share): Promise<void> {
  const box = (await stage.boundingBox())!;
  await stage.page().mouse.move(box.x + x, box.y + y, { steps: 10 });
}

function distance(one: Share, other: Share): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** Where a share of the fitted picture lies on the stage; the picture is 4:3. */
async function placeOn(stage: Locator, share: Share): Promise<Share> {
  const { width, height } = (await stage.boundingBox())!;
  const scale = Math.min(width / 640, height / 480);
  return {
    x: (width - 640 * scale) / 2 + share.x * 640 * scale,
    y: (height - 480 * scale) / 2 + share.y * 480 * scale,
  };
}

async function colourAt(stage: Locator, share: Share): Promise<number[]> {
  const { x, y } = await placeOn(stage, share);
  const { width, channels, data } = decode(await stage.screenshot());
  const from = (Math.round(y) * width + Math.round(x)) * channels;
  return Array.from(data.subarray(from, from + 3));
}

function isSkyBlue([red, green, blue]: number[]): boolean {
  return Math.abs(red! - 0x56) + Math.abs(green! - 0xb4) + Math.abs(blue! - 0xe9) < 30;
}

async function readPercent(words: Locator): Promise<number> {
  const text = await words.innerText();
  return text.includes('under') ? 0 : Number(/([\d.]+) %/.exec(text)?.[1] ?? Number.NaN);
}

function countYellow(bytes: Buffer): number {
  const { data, channels } = decode(bytes);
  let count = 0;
  for (let i = 0; i < data.length; i += channels) {
    const [red, green, blue] = [data[i]!, data[i + 1]!, data[i + 2]!];
    if (Math.abs(red - green) < 40 && Math.min(red, green) - blue > 60) count++; // half over the casing, too
  }
  return count;
}
