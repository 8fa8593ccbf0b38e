/** The Train place as its user sees it. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import type { LesionFiles } from '../pictures/evaluationSets';
import type { TestFile } from '../pictures/encode';

/** A training on a processor; the cores may be busy with other work. */
export const TRAIN_TIMEOUT_MS = 240_000;

export type PartName = 'Training' | 'Validation' | 'Test';

export class TrainPage {
  readonly page: Page;
  readonly main: Locator;
  readonly pairs: Locator;
  readonly remarks: Locator;
  readonly leftovers: Locator;
  readonly estimate: Locator;
  readonly progress: Locator;
  readonly verdict: Locator;
  readonly kept: Locator;
  /** Of an earlier visit. */
  readonly earlier: Locator;
  readonly refusal: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main', { name: 'Train' });
    this.pairs = this.main.getByRole('status', { name: 'Pairs' });
    this.remarks = this.main.getByRole('table', { name: 'Pairs to look at' });
    this.leftovers = this.main.getByRole('table', { name: 'Files left over' });
    this.estimate = this.main.getByRole('status', { name: 'Estimate' });
    this.progress = this.main.getByRole('status', { name: 'Training progress' });
    this.verdict = this.main.getByRole('status', { name: 'Verdict' });
    this.kept = this.main.getByRole('status', { name: 'Kept' });
    this.earlier = this.main.getByRole('status', { name: 'Earlier training' });
    this.refusal = this.main.getByRole('alert');
  }

  static async open(page: Page, search = '?backend=wasm'): Promise<TrainPage> {
    await page.goto(`/${search}#/train`);
    await expect(page.getByRole('main').first()).toBeVisible(); // mounted
    return new TrainPage(page);
  }

  async giveFiles(...files: readonly TestFile[]): Promise<void> {
    await this.page.getByLabel('Picture files or a ZIP').setInputFiles([...files]);
  }

  async givePairs(pairs: readonly LesionFiles[]): Promise<void> {
    await this.giveFiles(...pairs.flatMap(({ picture, truth }) => [picture, truth]));
    await expect(this.pairs).toContainText(/\d pairs?/, { timeout: 60_000 });
  }

  part(name: PartName): Locator {
    return this.main.getByRole('region', { name: `${name} part` });
  }

  partOf(picture: string): Locator {
    return this.main.getByRole('combobox', { name: `Part of ${picture}` });
  }

  setting(label: string): Locator {
    return this.main.getByLabel(label, { exact: true });
  }

  async fill(label: string, value: number): Promise<void> {
    await this.main.getByRole('textbox', { name: label, exact: true }).fill(String(value));
    await this.page.keyboard.press('Tab');
  }

  async press(name: string): Promise<void> {
    await this.main.getByRole('button', { name, exact: true }).click();
  }

  async keepAs(name: string): Promise<void> {
    await this.main.getByLabel('Name of the new network').fill(name);
    await this.press('Keep it');
    await expect(this.kept).toContainText(`${name} is kept on this device.`);
  }

  /** The mean Dice in the table of the test part, as it is shown. */
  async readDice(when: 'Before' | 'After'): Promise<number> {
    const table = this.main
      .getByRole('region', { name: 'On your test part' })
      .getByRole('table', { name: `Means: ${when}` });
    const row = table
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name: 'Dice (F1)', exact: true }) });
    return Number((await row.getByRole('cell').first().innerText()).split(' ')[0]);
  }
}

/** What a button gives to the browser's downloads. */
export async function download(
  page: Page,
  button: Locator,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}
