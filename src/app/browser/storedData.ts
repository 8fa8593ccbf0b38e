/** What the browser keeps of this page between visits, as the browser itself reports it. */
import { MANTINE_COLOURS_KEY, PREFERENCES_KEY } from '@/app/store/keys';

export type StoredData = {
  /** The page, the network and what else the service worker keeps. */
  readonly appFiles: number;
  readonly appBytes: number;
  readonly preferencesBytes: number;
  /** What the browser reckons for the whole origin, and the most it would allow; null where it does not tell. */
  readonly usedBytes: number | null;
  readonly allowedBytes: number | null;
};

const KEYS = [PREFERENCES_KEY, MANTINE_COLOURS_KEY];

/** Reads every kept answer to learn its size: a few megabytes, off the page's way. */
export async function listStoredData(): Promise<StoredData> {
  let appFiles = 0;
  let appBytes = 0;
  for (const name of await listCaches()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      appFiles += 1;
      appBytes += (await response?.blob())?.size ?? 0;
    }
  }
  const preferencesBytes = KEYS.reduce((sum, key) => sum + measureEntry(key), 0);
  const { usage = null, quota = null } = await estimate();
  return { appFiles, appBytes, preferencesBytes, usedBytes: usage, allowedBytes: quota };
}

/** Takes all of it away, and the service worker with it. What the page has in memory stays until it is closed. */
export async function clearStoredData(): Promise<void> {
  const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer };
  const registration = await serviceWorker?.getRegistration(document.baseURI);
  await registration?.unregister();
  await Promise.all((await listCaches()).map((name) => caches.delete(name)));
  for (const key of KEYS) localStorage.removeItem(key);
}

/** Other pages of the same origin have caches, too: ours end in our folder's address. */
async function listCaches(): Promise<readonly string[]> {
  if (!('caches' in window)) return [];
  const scope = new URL('./', document.baseURI).href;
  return (await caches.keys()).filter((name) => name.endsWith(scope));
}

function measureEntry(key: string): number {
  const value = localStorage.getItem(key);
  return value === null ? 0 : new Blob([key, value]).size;
}

async function estimate(): Promise<StorageEstimate> {
  const { storage } = navigator as { readonly storage?: StorageManager };
  return (await storage?.estimate()) ?? {};
}

/** Most browsers decide by themselves, by how much the page is used; some ask the user. Either answer will do. */
export function askToPersist(): void {
  const { storage } = navigator as { readonly storage?: StorageManager };
  storage?.persist().catch(() => undefined);
}
