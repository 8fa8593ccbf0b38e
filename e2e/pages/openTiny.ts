import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { SegmentPage } from './segmentPage';

/** The tests' own small network, its card as `change` leaves it: the shipped one takes minutes on a GPU in software. */
export async function openTiny(
  page: Page,
  backend: string,
  change?: (card: object) => void,
): Promise<SegmentPage> {
  await page.route('**/models/tiny/*', (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1)!;
    const path = fileURLToPath(new URL(`../fixtures/tiny/${name}`, import.meta.url));
    if (name !== 'card.json' || change === undefined) return route.fulfill({ path });
    const card = JSON.parse(readFileSync(path, 'utf8')) as object;
    change(card);
    return route.fulfill({ json: card });
  });
  return SegmentPage.open(page, `/?model=tiny&backend=${backend}`);
}
