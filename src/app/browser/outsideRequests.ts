import { type OutsideRequest, watchOutsideRequests } from '@/core/privacy/outsideRequests';

/** Tells of every request to another origin that the page itself or its service worker made or was kept from making. */
export function watchPage(onRequest: (request: OutsideRequest) => void): void {
  watchOutsideRequests(window, onRequest);
  const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer };
  serviceWorker?.addEventListener('message', ({ data }: MessageEvent<unknown>) =>
    passOn(data, onRequest),
  );
}

/** The same of a worker that watches itself and posts what it sees beside its other messages. */
export function watchWorker(worker: Worker, onRequest: (request: OutsideRequest) => void): void {
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => passOn(data, onRequest));
}

function passOn(data: unknown, onRequest: (request: OutsideRequest) => void): void {
  if (typeof data !== 'object' || data === null || !('outsideRequest' in data)) return;
  onRequest(data.outsideRequest as OutsideRequest);
}
