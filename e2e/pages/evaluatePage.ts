/** The Evaluate place as its user sees it. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import type { TestFile } from '../pictures/encode';

/** Dozens of pictures on cores that are busy with other work. */
export const RUN_TIMEOUT_MS = 150_000;

type SaveName = 'Pictures (CSV)' | 'Means (CSV)' | 'Panel (PNG)' | 'Masks (ZIP)' | 'Report (HTML)';

export class EvaluatePage {
  readonly page: Page;
  readonly main: Locator;
  readonly pairs: Locator;
  readonly leftovers: Locator;
  readonly progress: Locator;
  /** Of an earlier visit. */
  readonly earlier: Locator;
  readonly rows: Locator;
  readonly pictures: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main', { name: 'Evaluate' });
    this.pairs = this.main.getByRole('status', { name: 'Pairs' });
    this.leftovers = this.main.getByRole('table', { name: 'Files left over' });
    this.progress = this.main.getByRole('status', { name: 'Progress' });
    this.earlier = this.main.getByRole('status', { name: 'Earlier evaluation' });
    this.rows = this.main.getByRole('status', { name: 'Rows' });
    this.pictures = this.main.getByRole('table', { name: 'Pictures', exact: true });
  }

  static async open(page: Page, search = ''): Promise<EvaluatePage> {
    await page.goto(`/${search}#/evaluate`);
    await expect(page.getByRole('main').first()).toBeVisible(); // mounted
    return new EvaluatePage(page);
  }

  /** A folder on the disk, through the page's own input. */
  async giveFolder(path: string): Promise<void> {
    await this.page.getByLabel('Folder of pictures and truths').setInputFiles(path);
  }

  async giveMasks(path: string): Promise<void> {
    await this.page.getByLabel('Folder of masks made elsewhere').setInputFiles(path);
  }

  async giveFiles(...files: readonly TestFile[]): Promise<void> {
    await this.page.getByLabel('Picture files or a ZIP').setInputFiles([...files]);
  }

  async press(
    name: 'Run' | 'Run again' | 'Pause' | 'Go on' | 'Stop' | 'Discard these figures',
  ): Promise<void> {
    await this.main.getByRole('button', { name, exact: true }).click();
  }

  async waitUntilDone(): Promise<void> {
    await expect(this.progress).toContainText(', done', { timeout: RUN_TIMEOUT_MS });
    await expect(this.main.getByText('CSV files have every figure')).toBeVisible({
      timeout: RUN_TIMEOUT_MS,
    });
  }

  /** How many pictures have their figures. */
  async readDone(): Promise<number> {
    return Number(/^(\d+) of/.exec(await this.progress.innerText())?.[1] ?? 0);
  }

  /** The mean of a measure in the table of a contender, as it is shown. */
  async readMean(contender: string | RegExp, measure: string): Promise<string> {
    const row = this.main
      .getByRole('table', { name: contender })
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name: measure, exact: true }) });
    const cell = row.getByRole('cell').first();
    return (await cell.innerText()).split(' ')[0]!;
  }

  async save(name: SaveName): Promise<Buffer> {
    const button = this.main.getByRole('button', { name });
    const [download] = await Promise.all([
      this.page.waitForEvent('download', { timeout: RUN_TIMEOUT_MS }),
      button.click(),
    ]);
    return readFile(await download.path());
  }

  /** A saved table, a record a row. */
  async saveTable(name: 'Pictures (CSV)' | 'Means (CSV)'): Promise<Record<string, string>[]> {
    return parseCsv((await this.save(name)).toString('utf8'));
  }
}

/** As the page writes them: quotes around cells with a comma. */
export function parseCsv(text: string): Record<string, string>[] {
  const [head = [], ...rows] = text
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted ?? plain ?? '',
      ),
    );
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])));
}
