/**
 * The service worker. It answers for the page, its parts and the default model from the device, so that everything works
 * without a network and without the server; adds the isolation headers that a host may not be able to send; and takes
 * what is shared with the installed app. A new version waits until the page asks it to take over.
 * It never answers for another origin.
 */
import {
  addPlugins,
  addRoute,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  getCacheKeyForURL,
  precache,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';
import { watchOutsideRequests } from '@/core/privacy/outsideRequests';
import { keepShared } from './keepShared';
import { createModelSets } from './modelSets';
import { modelsCacheName, SHARE_PATH, type TakeOver, type WorkerReport } from './protocol';
import { withHeaders } from './withHeaders';

declare const self: ServiceWorkerGlobalScope & {
  /** The build writes the list of files here. */
  readonly __WB_MANIFEST: { readonly url: string; readonly revision: string | null }[];
};
/** Of tools/headers.mjs, by the build. */
declare const PAGE_HEADERS: Readonly<Record<string, string>>;

const { scope } = self.registration;
const scopePath = new URL(scope).pathname;

const addHeaders = {
  handlerWillRespond: ({ response }: { response: Response }) =>
    Promise.resolve(withHeaders(response, PAGE_HEADERS)),
};
/** The page has just fetched these files: ask the server whether they changed rather than fetch them again. */
const revalidate = {
  requestWillFetch: ({ request }: { request: Request }) =>
    Promise.resolve(
      request.cache === 'reload' ? new Request(request, { cache: 'no-cache' }) : request,
    ),
};

addPlugins([addHeaders, revalidate]);
precache(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// The page, with whatever parameters; before the general route, which knows exact addresses only.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('index.html'), {
    allowlist: [new RegExp(`^${escapeRegExp(scopePath)}(index\\.html)?(\\?|$)`)],
  }),
);
addRoute();
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname === `${scopePath}${SHARE_PATH}`,
  ({ request }) => keepShared(request, scope),
  'POST',
);
const answerModel = createModelSets(
  () => caches.open(modelsCacheName(scope)),
  (request) => fetch(request),
  async () => (await caches.match(getCacheKeyForURL('index.html') ?? '')) !== undefined,
);
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith(`${scopePath}models/`),
  async ({ request, event }) => {
    const response = await answerModel(request, (work) => event.waitUntil(work));
    return withHeaders(response, PAGE_HEADERS);
  },
);
registerRoute(({ sameOrigin }) => sameOrigin, new NetworkOnly({ plugins: [addHeaders] }));

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', ({ data }: { data: Partial<TakeOver> | null }) => {
  if (data?.kind === 'take-over') void self.skipWaiting();
});

watchOutsideRequests(self, (outsideRequest) => {
  void self.clients.matchAll({ includeUncontrolled: true }).then((clients) => {
    const report: WorkerReport = { outsideRequest };
    for (const client of clients) client.postMessage(report);
  });
});

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
