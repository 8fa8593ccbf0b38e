/**
 * Playwright's test with a guard that every test has without asking: it fails when anything leaves the page's origin
 * (from the page, a worker at any depth, a service worker) and when the browser reports an error. Specs import `test`
 * and `expect` from here, never from Playwright.
 */
import { expect, test as base } from '@playwright/test';
import { pageHeaders } from '../tools/headers.mjs';
import { refuseOutsideRequests } from './guard/outsideProxy';
import { OriginGuard } from './guard/OriginGuard';
import { StaticHost } from './host/StaticHost';

export { expect };

/** `test.use({ … })` in a spec sets these. */
export type GuardOptions = {
  /** Switches for Chromium beside the usual ones, as ['--enable-unsafe-webgpu']. */
  browserArgs: readonly string[];
};

type WorkerFixtures = GuardOptions & {
  outside: { readonly url: string; take(): string[] };
  ownHost: StaticHost;
};
type TestFixtures = { guard: OriginGuard };

export const test = base.extend<TestFixtures, WorkerFixtures>({
  browserArgs: [[], { scope: 'worker', option: true }],

  outside: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from this pattern
    async ({}, use) => {
      const proxy = await refuseOutsideRequests();
      await use(proxy);
      await proxy.close();
    },
    { scope: 'worker' },
  ],

  ownHost: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const host = new StaticHost();
      await host.start();
      await use(host);
      await host.stop();
    },
    { scope: 'worker' },
  ],

  launchOptions: [
    async ({ launchOptions, browserArgs, outside, ownHost }, use, { project }) => {
      const served = `${new URL(project.use.baseURL ?? '').host},${ownHost.host}`;
      await use({
        ...launchOptions,
        args: [...(launchOptions.args ?? []), ...browserArgs],
        // Rules are read from the last to the first: the served origin goes direct, every other one to the proxy.
        proxy: { server: outside.url, bypass: `<-loopback>,${served}` },
      });
    },
    { scope: 'worker' },
  ],

  guard: [
    async ({ context, baseURL, outside }, use) => {
      outside.take();
      const guard = new OriginGuard(new URL(baseURL ?? '').origin, () => outside.take());
      await guard.watch(context);
      await use(guard);
      expect(guard.takeOffences(), 'nothing leaves the origin, no error is reported').toEqual([]);
    },
    { auto: true },
  ],
});

/** For specs about hosting: the page of `host`, a server that the test itself switches, and its service worker runs. */
export const hostedTest = test.extend<{ host: StaticHost }>({
  serviceWorkers: 'allow',
  host: async ({ ownHost }, use) => {
    ownHost.serve({ folder: 'dist', path: '/', headers: pageHeaders({ development: false }) });
    await use(ownHost);
    await ownHost.stop();
    await ownHost.start();
  },
  baseURL: async ({ host }, use) => use(`http://${host.host}`),
});
