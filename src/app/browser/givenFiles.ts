/**
 * Files that the system hands to the installed page: opened with it in a file manager, or shared with it. The first come
 * through the launch queue; the second wait in a cache, where the service worker has put them.
 */
import { NAME_HEADER, SHARED_PARAMETER, sharedCacheName } from '@/offline/protocol';

/** Chromium's launch queue; TypeScript does not know it yet. */
type LaunchQueue = {
  setConsumer(
    consumer: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void,
  ): void;
};

/** Calls `onFiles` now and whenever files come later. */
export function watchGivenFiles(onFiles: (files: readonly File[]) => void): void {
  const { launchQueue } = window as { readonly launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files }) => {
    void Promise.allSettled(files.map((handle) => handle.getFile())).then((read) => {
      const given = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      if (given.length > 0) onFiles(given);
    });
  });
  if (new URLSearchParams(window.location.search).has(SHARED_PARAMETER)) {
    void takeShared().then((files) => {
      if (files.length > 0) onFiles(files);
    });
  }
}

/** The files that wait; they are gone from the cache afterwards, and the parameter from the address. */
async function takeShared(): Promise<readonly File[]> {
  const address = new URL(window.location.href);
  address.searchParams.delete(SHARED_PARAMETER);
  window.history.replaceState(window.history.state, '', address);
  if (!('caches' in window)) return [];
  const name = sharedCacheName(new URL('./', document.baseURI).href);
  const cache = await caches.open(name);
  const files: File[] = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    if (response === undefined) continue;
    const { headers } = response;
    const lastModified = Date.parse(headers.get('Last-Modified') ?? '') || Date.now();
    files.push(
      new File([await response.blob()], decodeURIComponent(headers.get(NAME_HEADER) ?? 'shared'), {
        type: headers.get('Content-Type') ?? '',
        lastModified,
      }),
    );
  }
  await caches.delete(name);
  return files;
}
