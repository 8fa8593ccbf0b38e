/** Models that are kept on the device besides the default one, in the service worker's own store. */
import { leftOutAddress, modelsCacheName } from '@/offline/protocol';

/** The names of the store and of the files in it are those of src/offline/serviceWorker.ts. */
function openStore(): Promise<Cache> {
  return caches.open(modelsCacheName(new URL('./', document.baseURI).href));
}

/** Whether every one of these addresses is answered without a connection. */
export async function areKept(addresses: readonly string[]): Promise<boolean> {
  // the page's own files are stored with their version in the address
  const options = { ignoreSearch: true };
  const found = await Promise.all(addresses.map((address) => caches.match(address, options)));
  return found.every((answer) => answer !== undefined);
}

/** Fetches all files of a model, or rejects and leaves what was there. */
export async function keepFiles(addresses: readonly string[]): Promise<void> {
  const store = await openStore();
  for (const address of addresses) await store.delete(leftOutAddress(address));
  await store.addAll([...addresses]);
}

/** The same where they are not there, and the user did not take them away. */
export async function keepMissing(addresses: readonly string[]): Promise<void> {
  if (await areKept(addresses)) return;
  const store = await openStore();
  const marks = await Promise.all(addresses.map((address) => store.match(leftOutAddress(address))));
  if (marks.some((mark) => mark !== undefined)) return;
  await store.addAll([...addresses]);
}

/** Takes them away, until they are to be kept again. */
export async function dropFiles(addresses: readonly string[]): Promise<void> {
  const store = await openStore();
  for (const address of addresses) await store.put(leftOutAddress(address), new Response());
  await Promise.all(addresses.map((address) => store.delete(address)));
}
