/** The network's part of Models & privacy as its user sees it. */
import type { Locator, Page } from '@playwright/test';

export class ModelsPage {
  readonly page: Page;
  readonly tab: Locator;
  readonly choice: Locator;
  readonly facts: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tab = page.getByRole('link', { name: 'Models & privacy' });
    this.choice = page.getByRole('region', { name: 'Choice of network' });
    this.facts = page.getByLabel('Facts of the network');
  }

  network(name: string): Locator {
    return this.choice.getByRole('radio', { name });
  }

  /** Whether a network needs a connection. */
  keptState(name: string): Locator {
    return this.choice.getByRole('status', { name: `${name} on this device` });
  }

  table(name: string): Locator {
    return this.page.getByRole('table', { name });
  }

  chart(name: RegExp): Locator {
    return this.page.getByRole('img', { name });
  }
}
