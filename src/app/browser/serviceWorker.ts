/**
 * The service worker as the page sees it: registers it, tells how far it is, and lets a new version take over when the
 * user says so. What it does is in src/offline.
 */
import type { TakeOver } from '@/offline/protocol';

export type OfflineReport =
  | { readonly kind: 'unsupported'; readonly reason: string }
  /** The first version is being stored. */
  | { readonly kind: 'storing' }
  /** The page works without a network from now on. */
  | {
      readonly kind: 'kept';
      /** The host sends no isolation headers; the service worker will from the next load on. */
      readonly isolatesOnReload: boolean;
    }
  | { readonly kind: 'failed'; readonly reason: string }
  /** A new version is stored and waits. */
  | { readonly kind: 'update-ready' }
  /** Another tab has let the new version take over; this page is still the old one. */
  | { readonly kind: 'replaced' };

export type OfflineControls = {
  /** Lets the waiting version take over and loads it. Reloads in any case. */
  readonly loadUpdate: () => void;
};

/** A page that stays open for days learns of a new version, too. */
const CHECK_EVERY_MS = 3_600_000;

/** Never rejects; all is told through `report`. */
export async function startServiceWorker(
  report: (report: OfflineReport) => void,
): Promise<OfflineControls> {
  const container = getContainer();
  if (container === null) {
    const reason = window.isSecureContext
      ? 'this browser does not offer it here'
      : 'the page was not opened by https';
    report({ kind: 'unsupported', reason });
    return { loadUpdate: () => window.location.reload() };
  }
  let registration: ServiceWorkerRegistration | undefined;
  let isLoadingUpdate = false;
  let isControlled = container.controller !== null;
  const isolatesOnReload = !isControlled && !window.crossOriginIsolated;
  container.addEventListener('controllerchange', () => {
    if (isLoadingUpdate) window.location.reload();
    else if (isControlled) report({ kind: 'replaced' });
    isControlled = true; // by the first version, which has just been stored
  });
  try {
    registration = await register(container);
    if (registration !== undefined) follow(registration, isolatesOnReload, report);
  } catch (error) {
    report({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
  return {
    loadUpdate: () => {
      const waiting = registration?.waiting;
      isLoadingUpdate = true;
      if (!waiting) window.location.reload();
      else waiting.postMessage({ kind: 'take-over' } satisfies TakeOver);
    },
  };
}

/** Undefined where an extension or a test stands in its way without an error. */
function register(
  container: ServiceWorkerContainer,
): Promise<ServiceWorkerRegistration | undefined> {
  return container.register(new URL('serviceWorker.js', document.baseURI));
}

function getContainer(): ServiceWorkerContainer | null {
  const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer };
  return serviceWorker ?? null;
}

function follow(
  registration: ServiceWorkerRegistration,
  isolatesOnReload: boolean,
  report: (report: OfflineReport) => void,
): void {
  const kept = { kind: 'kept', isolatesOnReload } as const;
  const watch = (worker: ServiceWorker) => {
    const isFirst = registration.active === null;
    let wasActive = false;
    const tell = () => {
      if (worker.state === 'installing' && isFirst) report({ kind: 'storing' });
      if (worker.state === 'installed' && !isFirst) report({ kind: 'update-ready' });
      if (worker.state === 'activated' && isFirst) {
        wasActive = true;
        report(kept);
      }
      if (worker.state === 'redundant' && isFirst && !wasActive) {
        report({ kind: 'failed', reason: 'its files could not be stored' });
      }
    };
    worker.addEventListener('statechange', tell);
    tell();
  };
  if (registration.active !== null) report(kept);
  if (registration.waiting !== null) watch(registration.waiting);
  if (registration.installing !== null) watch(registration.installing);
  registration.addEventListener('updatefound', () => {
    if (registration.installing !== null) watch(registration.installing);
  });

  let checkedAt = Date.now();
  const check = () => {
    if (document.visibilityState === 'hidden' || Date.now() - checkedAt < CHECK_EVERY_MS) return;
    checkedAt = Date.now();
    registration.update().catch(() => undefined); // no network: the next time
  };
  document.addEventListener('visibilitychange', check);
  setInterval(check, CHECK_EVERY_MS / 6);
}
