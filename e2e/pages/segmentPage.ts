/** The page as its user sees it: where things are, by role and label, and the ways to give and take files. */
import { readFile } from 'node:fs/promises';
import { expect, type Download, type Locator, type Page } from '@playwright/test';
import type { TestFile } from '../pictures/encode';

/** A first mask on a machine whose cores are busy with other work. */
export const MASK_TIMEOUT_MS = 60_000;

type SavedFile = { readonly name: string; readonly bytes: Buffer };
type SaveButton = 'Mask' | 'Overlay' | 'Figure' | 'Scores';
type ViewName =
  'Overlay' | 'Outline' | 'Mask' | 'Probability' | 'Difference' | 'Before/after' | 'Figure';

export class SegmentPage {
  readonly page: Page;
  readonly main: Locator;
  readonly inspector: Locator;
  readonly cases: Locator;
  /** How far the work on many cases is. */
  readonly queue: Locator;
  /** Says whether cases are kept; opens what is done with them. */
  readonly keepButton: Locator;
  /** Says what runs; opens its details. */
  readonly engineBadge: Locator;
  readonly engineDetails: Locator;
  /** What happens to the open case, or to the network before there is one. */
  readonly status: Locator;
  /** The canvas; its name tells the picture and the view. */
  readonly stage: Locator;
  readonly legend: Locator;
  readonly threshold: Locator;
  readonly scores: Locator;
  readonly refusals: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.inspector = page.getByRole('complementary', { name: 'Inspector' });
    this.cases = page.getByRole('navigation', { name: 'Cases' });
    this.queue = page.getByRole('group', { name: 'Work on all cases' });
    this.keepButton = this.cases.getByRole('button', { name: /kept/i });
    this.engineBadge = page.getByRole('button', { name: /^Engine:/ });
    this.engineDetails = page.getByRole('dialog', { name: 'Engine' });
    this.status = this.main.getByRole('status');
    this.stage = this.main.getByRole('img', { name: /view\. Arrow keys/ });
    this.legend = page.getByRole('list', { name: 'Legend' });
    this.threshold = page.getByRole('slider', { name: 'Threshold' });
    this.scores = page.getByRole('table', { name: 'Scores' });
    this.refusals = page.getByRole('region', { name: 'Files that were not used' });
  }

  /** `address` may carry `?backend=` and `?model=`. */
  static async open(page: Page, address = '/'): Promise<SegmentPage> {
    await page.goto(address);
    await expect(page.getByRole('main').first()).toBeVisible(); // mounted
    return new SegmentPage(page);
  }

  /** Through the page's own file input, the one of the empty page or the one beside the cases. */
  async give(...files: readonly TestFile[]): Promise<void> {
    await this.page.getByLabel(/^(Picture|More) files$/).setInputFiles([...files]);
  }

  /** Lets files fall onto the middle of the page. */
  async drop(...files: readonly TestFile[]): Promise<void> {
    const transfer = await this.page.evaluateHandle(
      (given) => {
        const carried = new DataTransfer();
        for (const { name, mimeType, base64 } of given) {
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          carried.items.add(new File([bytes], name, { type: mimeType }));
        }
        return carried;
      },
      files.map(({ buffer, ...file }) => ({ ...file, base64: buffer.toString('base64') })),
    );
    await this.main.dispatchEvent('dragover', { dataTransfer: transfer });
    await this.main.dispatchEvent('drop', { dataTransfer: transfer });
  }

  /** Closes and forgets all cases, and confirms it. */
  async clearEverything(): Promise<void> {
    const question = await this.askToClear();
    await question.getByRole('button', { name: 'Clear everything' }).click();
  }

  /** The question before that. */
  async askToClear(): Promise<Locator> {
    await this.keepButton.click();
    const kept = this.page.getByRole('dialog', { name: /kept/i });
    await kept.getByRole('button', { name: 'Clear everything' }).click();
    return this.page.getByRole('dialog', { name: 'Clear everything?' });
  }

  /** The dialogue with the camera's picture. */
  async openCamera(): Promise<Locator> {
    await this.main.getByRole('button', { name: 'Camera', exact: true }).click();
    return this.page.getByRole('dialog', { name: 'Camera' });
  }

  async giveTruth(file: TestFile): Promise<void> {
    await this.page.getByLabel('Ground truth file').setInputFiles(file);
  }

  /** The open case has its mask. */
  async waitForMask(): Promise<void> {
    await expect(this.status).toContainText('Outline covers', { timeout: MASK_TIMEOUT_MS });
  }

  async waitForNetwork(): Promise<void> {
    await expect(this.engineBadge).toHaveAccessibleName(/^Engine: (WebGPU|WebGL|WASM|CPU)/, {
      timeout: MASK_TIMEOUT_MS,
    });
  }

  /** What stands in the inspector's section of that title. */
  section(title: string): Locator {
    return this.inspector.getByRole('region', { name: title });
  }

  /** A message of the inspector or the empty page that says `text`. */
  message(text: string | RegExp): Locator {
    return this.main.getByRole('alert').filter({ hasText: text });
  }

  /** The button of a case in the strip. */
  case(name: string): Locator {
    return this.cases.getByRole('button', { name });
  }

  async chooseView(name: ViewName): Promise<void> {
    await this.section('View').getByRole('radio', { name, exact: true }).check();
    await expect(this.stage).toHaveAccessibleName(new RegExp(`${name.toLowerCase()} view`));
  }

  /** A figure of one of the tables, as "Dice (F1)" or "True positive". */
  async readFigure(name: string): Promise<number> {
    const cell = this.inspector
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name, exact: true }) })
      .getByRole('cell');
    await expect(cell).toHaveText(/\d/, { timeout: MASK_TIMEOUT_MS });
    return Number((await cell.innerText()).replace(/[ ,px]/g, ''));
  }

  async save(what: SaveButton): Promise<SavedFile> {
    return this.takeDownload(() =>
      this.section('Save').getByRole('button', { name: what }).click(),
    );
  }

  /** The file that the browser saves after `act`. */
  async takeDownload(act: () => Promise<unknown>): Promise<SavedFile> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download', { timeout: MASK_TIMEOUT_MS }),
      act(),
    ]);
    return { name: download.suggestedFilename(), bytes: await readBytes(download) };
  }
}

async function readBytes(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}
