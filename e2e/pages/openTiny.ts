import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { SegmentPage } from './segmentPage';

/** The tests' own small network: the shipped one takes minutes on a GPU in software. */
export async function openTiny(page: Page, backend: string): Promise<SegmentPage> {
  await page.route('**/models/tiny/*', (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1)!;
    return route.fulfill({
      path: fileURLToPath(new URL(`../fixtures/tiny/${name}`, import.meta.url)),
    });
  });
  return SegmentPage.open(page, `/?model=tiny&backend=${backend}`);
}
