/** WCAG 2.2 AA as far as axe can tell, in every state, both colour schemes, wide and narrow; and no sideways scroll. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { EvaluatePage } from './pages/evaluatePage';
import { SegmentPage } from './pages/segmentPage';
import { emptyFile, pdfFile } from './pictures/badFiles';
import { drawLesion } from './pictures/drawLesion';
import { greyPngFile, pngFile } from './pictures/encode';
import { writeBrokenSet } from './pictures/evaluationSets';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };
const NARROWEST = { width: 320, height: 640 };

const { picture, truth } = drawLesion();

test.use({ contextOptions: { reducedMotion: 'reduce' }, trace: 'off' });
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
  const check = async (name: string) => {
    const box = await segment.main.getByRole('button', { name, exact: true }).boundingBox();
    expect.soft(box!.height, name).toBeGreaterThanOrEqual(FINGERTIP_PX);
  };
  for (const name of ['Choose pictures', 'Camera']) await check(name);
  await segment.drop(pngFile('arm.png', picture), pngFile('leg.png', picture));
  await expect(segment.queue).toBeVisible();
  for (const name of ['Stop', 'Add', 'Samples', 'Camera']) await check(name);
});
