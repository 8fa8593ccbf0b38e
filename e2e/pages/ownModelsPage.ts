/** The user's own networks in Models & privacy. */
import { expect, type Locator, type Page } from '@playwright/test';

export class OwnModelsPage {
  readonly page: Page;
  readonly section: Locator;
  readonly refusal: Locator;

  constructor(page: Page) {
    this.page = page;
    this.section = page.getByRole('region', { name: 'Your own networks' });
    this.refusal = this.section.getByRole('alert');
  }

  static async open(page: Page, search = '?backend=wasm'): Promise<OwnModelsPage> {
    await page.goto(`/${search}#/models`);
    await expect(page.getByRole('main').first()).toBeVisible(); // mounted
    return new OwnModelsPage(page);
  }

  async importZip(name: string, buffer: Buffer): Promise<void> {
    const file = { name, mimeType: 'application/zip', buffer };
    await this.page.getByLabel('Network as a ZIP').setInputFiles(file);
  }

  async importFolder(path: string): Promise<void> {
    await this.page.getByLabel('Folder of a network').setInputFiles(path);
  }

  network(name: string): Locator {
    return this.section.getByRole('listitem', { name });
  }

  button(name: string): Locator {
    return this.section.getByRole('button', { name });
  }
}
