/** The guard of fixtures.ts itself: what must be caught is caught, and what is harmless is not. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

const OUTSIDE = 'http://outside.test/pixel.png';
/** An origin of the same machine is another origin. */
const NEIGHBOUR = 'http://localhost:9/';

/** A page of the served origin, without a policy of its own: what it asks for is really asked for. */
async function openBarePage(page: Page): Promise<void> {
  await page.route('**/bare', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bare</title>' }),
  );
  await page.goto('/bare');
}

test('a page that stays at home passes', async ({ page, guard }) => {
  await openBarePage(page);
  await page.evaluate(async () => {
    await (await fetch(URL.createObjectURL(new Blob(['x'])))).text();
    await (await fetch('data:text/plain,x')).text();
    await (await fetch('/bare')).text();
    console.warn('a warning is no error');
  });
  expect(guard.takeOffences()).toEqual([]);
});

const askFrom = {
  page: (address: string) => fetch(address, { mode: 'no-cors' }).then(String, String),
  'a beacon': (address: string) => Promise.resolve(String(navigator.sendBeacon(address, 'x'))),
  'an image': (address: string) =>
    new Promise<string>((resolve) => {
      const image = new Image();
      image.onload = image.onerror = () => resolve('asked');
      image.src = address;
    }),
  'a web socket': (address: string) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(address.replace('http', 'ws'));
      socket.onclose = () => resolve('asked');
    }),
  'a worker': (address: string) =>
    new Promise<string>((resolve) => {
      const code = `fetch('${address}', { mode: 'no-cors' }).then(String, String).then(postMessage)`;
      const worker = new Worker(URL.createObjectURL(new Blob([code])));
      worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
    }),
  'a worker in a worker': (address: string) =>
    new Promise<string>((resolve) => {
      const inner = `fetch('${address}', { mode: 'no-cors' }).then(String, String).then(postMessage)`;
      const outer = `
        const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(inner)}])));
        worker.onmessage = ({ data }) => postMessage(data);`;
      const worker = new Worker(URL.createObjectURL(new Blob([outer])));
      worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
    }),
};

for (const [name, ask] of Object.entries(askFrom)) {
  for (const address of [OUTSIDE, NEIGHBOUR]) {
    test(`a request of ${name} to ${new URL(address).host} is caught`, async ({ page, guard }) => {
      await openBarePage(page);
      await page.evaluate(ask, address);
      await expect
        .poll(() => guard.takeOffences().filter((offence) => offence.startsWith('request:')))
        .toContainEqual(expect.stringContaining(new URL(address).host));
      guard.takeOffences(); // the same request may have been noted twice
    });
  }
}

test.describe('with service workers', () => {
  test.use({ serviceWorkers: 'allow' });

  test('a request of a service worker is caught', async ({ page, guard, context }) => {
    await context.route('**/bare-worker.js', (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `oninstall = (event) => event.waitUntil(fetch('${OUTSIDE}', { mode: 'no-cors' }).catch(String));`,
      }),
    );
    await openBarePage(page);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/bare-worker.js');
      await navigator.serviceWorker.ready;
    });
    expect(guard.takeOffences()).toContainEqual(expect.stringContaining('outside.test'));
  });
});

test('an expected error does not excuse a request', async ({ page, guard }) => {
  guard.expect(/./);
  await openBarePage(page);
  await page.evaluate(askFrom.page, OUTSIDE);
  expect(guard.takeOffences()).toContainEqual(expect.stringContaining(OUTSIDE));
});

test('an error in the console and a thrown one are caught, unless expected', async ({
  page,
  guard,
}) => {
  await openBarePage(page);
  const misbehave = () => {
    console.error('first thing');
    setTimeout(() => {
      throw new Error('second thing');
    });
  };
  await page.evaluate(misbehave);
  const seen: string[] = [];
  await expect
    .poll(() => seen.push(...guard.takeOffences()) && seen)
    .toEqual([expect.stringContaining('first thing'), 'thrown: second thing']);
  guard.expect(/first thing/, /second thing/);
  await page.evaluate(misbehave);
});

test.describe('with a policy', () => {
  test.fail('the guard fails the test by itself', async ({ page }) => {
    await openBarePage(page);
    await page.evaluate(askFrom.page, OUTSIDE);
  });

  test('the policy of the built page stops a request before it is made', async ({
    page,
    guard,
  }) => {
    await page.goto('/');
    await page.evaluate(askFrom.page, OUTSIDE);
    const offences = guard.takeOffences();
    expect(offences).toContainEqual(expect.stringContaining('connect-src'));
    expect(offences).not.toContainEqual(expect.stringMatching(/^request:/));
  });
});
