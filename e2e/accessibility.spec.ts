/** WCAG 2.2 AA as far as axe can tell, in every state, both colour schemes, wide and narrow; and no sideways scroll. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { EvaluatePage } from './pages/evaluatePage';
import { openTiny } from './pages/openTiny';
import { MASK_TIMEOUT_MS, SegmentPage } from './pages/segmentPage';
import { emptyFile, pdfFile } from './pictures/badFiles';
import { drawLesion } from './pictures/drawLesion';
import { greyPngFile, pngFile } from './pictures/encode';
import { writeBrokenSet } from './pictures/evaluationSets';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };
const NARROWEST = { width: 320, height: 640 };

const { picture, truth } = drawLesion();

test.use({
  browserArgs: [
    '--use-fake-device-for-media-stream=device-count=2',
    '--use-fake-ui-for-media-stream',
  ],
  contextOptions: { reducedMotion: 'reduce' },
  trace: 'off',
});
test.setTimeout(600_000); // axe looks at every element, some twenty times

/** Ways to look at the page; what opens over a state of the page is seen in two of the four. */
const ALL = [
  { size: WIDE, colorScheme: 'light' },
  { size: WIDE, colorScheme: 'dark' },
  { size: NARROW, colorScheme: 'light' },
  { size: NARROW, colorScheme: 'dark' },
] as const;
const TWO = [ALL[0], ALL[3]];

/** The state of the page as it is now. */
async function check(page: Page, state: string, ways: readonly (typeof ALL)[number][] = ALL) {
  for (const { size, colorScheme } of ways) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await finishChange(page, colorScheme);
    expect
      .soft(await findViolations(page), `${state}, ${colorScheme}, ${size.width} px`)
      .toEqual([]);
  }
  for (const size of [NARROW, NARROWEST]) {
    await page.setViewportSize(size);
    // what is laid out by script follows a moment later
    const poll = expect.soft.poll(() => findSideways(page), {
      message: `${state}, ${size.width} px`,
      timeout: 2_000,
    });
    await poll.toEqual([]);
  }
  await page.setViewportSize(WIDE);
}

/** The page follows the system a moment later, and its colours a transition later still. */
async function finishChange(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.waitForFunction(
    (scheme) => document.documentElement.dataset.mantineColorScheme === scheme,
    colorScheme,
  );
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    const running = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(running.map(({ finished }) => finished));
  });
}

async function findViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ''}`),
  );
}

/** What scrolls sideways, or would if its overflow were not hidden; the row of cases is meant to. */
function findSideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const right = (element: Element) => element.getBoundingClientRect().right;
    const widest = (box: Element) =>
      [...box.querySelectorAll('*')].reduce((a, b) => (right(b) > right(a) ? b : a)).outerHTML;
    return [
      document.documentElement,
      ...document.querySelectorAll('body, main, aside, nav, header'),
    ]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map((box) => `${box.tagName} ${box.scrollWidth} > ${box.clientWidth}: ${widest(box)}`);
  });
}

test('empty, error, keyboard sheet', async ({ page }) => {
  const segment = await SegmentPage.open(page);
  await segment.waitForNetwork();
  await check(page, 'empty');
  await segment.give(emptyFile('nothing.jpg'), pdfFile('report.jpg'));
  await expect(segment.refusals).toContainText('2 files were not used');
  await check(page, 'files refused');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await check(page, 'keyboard sheet', TWO);
});

test('colours that were chosen against the system', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const segment = await SegmentPage.open(page);
  await segment.waitForNetwork();
  await segment.give(emptyFile('nothing.jpg'));
  await page.getByRole('button', { name: 'Light colours' }).click();
  await finishChange(page, 'light');
  expect(await findViolations(page)).toEqual([]);
});

test('no network', async ({ page, guard }) => {
  guard.expect(/status of 404/);
  const segment = await SegmentPage.open(page, '/?model=nowhere');
  await expect(segment.message('could not be loaded')).toBeVisible();
  await check(page, 'empty, no network');
  await segment.give(pngFile('arm.png', picture));
  await expect(segment.stage).toBeVisible();
  await check(page, 'picture, no network', TWO);
});

test('mask, scores, questions, engine', async ({ page }) => {
  const segment = await SegmentPage.open(page);
  await segment.give(pngFile('arm.png', picture));
  await segment.waitForMask();
  await check(page, 'mask');
  await segment.giveTruth(greyPngFile('small.png', drawLesion({ width: 64, height: 48 }).truth));
  await expect(segment.message('The truth is 64 × 48')).toBeVisible();
  await check(page, 'truth of another size', TWO);
  await segment.giveTruth(greyPngFile('truth.png', truth));
  await segment.readFigure('Dice (F1)');
  await segment.chooseView('Difference');
  await check(page, 'scores');
  await segment.engineBadge.click();
  await expect(segment.engineDetails).toBeVisible();
  await check(page, 'engine', TWO);
});

test('the other views, the loupe, where it is unsure', async ({ page }) => {
  const segment = await openTiny(page, 'cpu');
  await segment.give(pngFile('arm.png', picture));
  await segment.waitForMask();
  for (const view of ['Outline', 'Probability', 'Before/after', 'Figure'] as const) {
    await segment.chooseView(view);
    await check(page, view, TWO);
  }
  await segment.chooseView('Overlay');
  await page.keyboard.press('l');
  await segment.stage.press('ArrowRight');
  const loupe = segment.main.getByText(/^Probability \d/);
  await expect(loupe).toBeVisible();
  await check(page, 'loupe', TWO);
  await expect(loupe).toBeVisible(); // it was there all the time
  await page.keyboard.press('l');
  const unsure = segment
    .section('Certainty')
    .getByRole('switch', { name: 'Show where it is unsure' });
  await expect(unsure).toBeEnabled({ timeout: MASK_TIMEOUT_MS });
  await unsure.click();
  await expect(page.getByRole('group', { name: 'Legend of the map' })).toBeVisible();
  await check(page, 'where it is unsure', TWO);
});

test('the scale: a line over a ruler, a width, measures in millimetres', async ({ page }) => {
  const segment = await openTiny(page, 'cpu');
  const measure = segment.section('Measure');
  await segment.give(pngFile('arm.png', picture));
  await segment.waitForMask();
  await measure.getByRole('button', { name: 'Measure in millimetres' }).click();
  await expect(measure.getByLabel('Length of the line in millimetres')).toBeVisible();
  await check(page, 'scale by a line', TWO);
  await measure.getByRole('button', { name: 'Draw the line' }).click();
  await expect(page.getByRole('group', { name: 'Draw a line over a ruler' })).toBeVisible();
  await check(page, 'drawing the line', TWO);
  await measure.getByText('Width', { exact: true }).click();
  await measure.getByLabel('Width of the whole picture in millimetres').fill('32');
  await check(page, 'scale by the width', TWO);
  await measure.getByRole('button', { name: 'Use this scale' }).click();
  await expect(measure).toContainText('20.00 px are 1 mm');
  await page.keyboard.press('d');
  await check(page, 'millimetres', TWO);
});

test('many cases, the work on them halted, what is kept and the question', async ({ page }) => {
  const segment = await SegmentPage.open(page);
  const small = drawLesion({ width: 160, height: 120 }).picture;
  await segment.drop(
    ...Array.from({ length: 12 }, (_, index) => pngFile(`mole ${index + 1}.png`, small)),
  );
  await segment.cases.getByRole('button', { name: 'Stop' }).click();
  await expect(segment.queue).toContainText('stopped');
  await check(page, 'many cases');
  await segment.keepButton.click();
  const kept = page.getByRole('dialog', { name: /kept/i });
  await expect(kept).toBeVisible();
  await check(page, 'what is kept', TWO);
  await kept.getByRole('button', { name: 'Clear everything' }).click();
  await expect(page.getByRole('dialog', { name: 'Clear everything?' })).toBeVisible();
  await check(page, 'question', TWO);
});

test('the camera: its picture, and the word that it stopped', async ({ page }) => {
  const segment = await openTiny(page, 'cpu');
  const camera = await segment.openCamera();
  await expect(camera.getByRole('group', { name: 'Live outline' })).toHaveText(
    /frames per second/,
    { timeout: MASK_TIMEOUT_MS },
  );
  await expect(camera.getByLabel('Camera', { exact: true })).toBeVisible();
  await check(page, 'camera', TWO);
  await camera
    .getByLabel('What the camera sees')
    .evaluate((video: HTMLVideoElement) =>
      (video.srcObject as MediaStream).getVideoTracks()[0]!.dispatchEvent(new Event('ended')),
    );
  await expect(camera.getByRole('alert')).toContainText('The camera stopped');
  await check(page, 'camera stopped', TWO);
});

test('an evaluation: empty, given, done', async ({ page }) => {
  const folder = test.info().outputPath('set');
  writeBrokenSet(folder, 4);
  const evaluate = await EvaluatePage.open(page);
  await expect(evaluate.main.getByText('Drop a folder')).toBeVisible();
  await check(page, 'evaluate, empty', TWO);
  await evaluate.giveFolder(folder);
  await page.getByText('How files are paired').click();
  await page.getByText('Show the pairs').click();
  await evaluate.main.getByLabel('Compare with').selectOption('threshold');
  await check(page, 'evaluate, given', TWO);
  await evaluate.press('Run');
  await evaluate.waitUntilDone();
  await expect(page.getByRole('img', { name: /Original, ground truth/ })).toBeVisible();
  await check(page, 'evaluate, done');
});

test('on a phone what is pressed most is as high as a fingertip', async ({ page }) => {
  const FINGERTIP_PX = 44;
  await page.setViewportSize(NARROW);
  const segment = await SegmentPage.open(page);
  const check = async (name: string, where = segment.main) => {
    const box = await where.getByRole('button', { name, exact: true }).boundingBox();
    expect.soft(box!.height, name).toBeGreaterThanOrEqual(FINGERTIP_PX);
  };
  for (const name of ['Choose pictures', 'Camera']) await check(name);
  const camera = await segment.openCamera();
  for (const name of ['Take a picture', 'Cancel', 'Close']) await check(name, camera);
  await page.keyboard.press('Escape');
  await expect(camera).toBeHidden();
  await segment.drop(pngFile('arm.png', picture), pngFile('leg.png', picture));
  await expect(segment.queue).toBeVisible();
  for (const name of ['Stop', 'Add', 'Samples', 'Camera']) await check(name);
  for (const name of ['Mask', 'Overlay', 'Figure', 'Scores'])
    await check(name, segment.section('Save'));
});
