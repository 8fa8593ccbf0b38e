import type { Page } from '@playwright/test';

/** Ends one of the page's workers from the inside, without an error or a word. */
export async function endWorker(page: Page, which: 'engine' | 'pixels'): Promise<void> {
  for (const worker of page.workers()) {
    const name = await worker.evaluate(() => self.name).catch(() => '');
    if (name.startsWith(`lentigo-${which}-`)) {
      await worker.evaluate(() => self.close()).catch(() => undefined); // it may not live to answer
      return;
    }
  }
  throw new Error(`there is no ${which} worker`);
}
