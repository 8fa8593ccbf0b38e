/** Models & privacy as its user sees it. */
import { expect, type Locator, type Page } from '@playwright/test';

/** Storing some eight megabytes beside other work. */
const KEPT_TIMEOUT_MS = 60_000;

export class PrivacyPage {
  readonly page: Page;
  readonly tab: Locator;
  /** Whether the page works without a connection. */
  readonly offline: Locator;
  readonly requests: Locator;
  readonly addresses: Locator;
  readonly stored: Locator;
  /** In the header. */
  readonly shield: Locator;
  /** Says that a new version is ready, and asks. */
  readonly update: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tab = page.getByRole('link', { name: 'Models & privacy' });
    this.offline = page.getByRole('status', { name: 'Without a connection' });
    this.requests = page.getByRole('status', { name: 'Requests' });
    this.addresses = page.getByRole('list', { name: 'Requests to other addresses' });
    this.stored = page.getByLabel('Stored', { exact: true });
    this.shield = page.getByRole('link', { name: /requests from this page/ });
    this.update = page.getByRole('status', { name: 'New version' });
  }

  /** Goes to Models & privacy and stays until everything is stored on the device. */
  async waitUntilKept(): Promise<void> {
    await this.tab.click();
    await expect(this.offline).toContainText('works without a connection', {
      timeout: KEPT_TIMEOUT_MS,
    });
  }
}
