/**
 * A database of this page, opened at the first call and again where it was closed under it. Every call ends in one
 * reply; nothing here throws.
 */
import {
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  openDB,
  type StoreNames,
} from 'idb';
import { type Reply, succeed } from '@/core/failure';
import { ReplacedError, storageFailure } from './storageFailure';

export type Shelf<Schema extends DBSchema> = <Value>(
  work: (db: IDBPDatabase<Schema>) => Promise<Value>,
) => Promise<Reply<Value>>;

/** `layoutVersion` is that of the stores, not of what lies in them. */
export function openShelf<Schema extends DBSchema>(
  name: string,
  layoutVersion: number,
  stores: readonly StoreNames<Schema>[],
): Shelf<Schema> {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;
  const forget = () => {
    opened = null;
  };

  function database(): Promise<IDBPDatabase<Schema>> {
    opened ??= openDB<Schema>(name, layoutVersion, {
      upgrade: (db) => {
        for (const store of stores) db.createObjectStore(store);
      },
      // someone deletes the database or a later page changes its layout: let it, and open anew when asked again
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    });
    opened.catch(forget);
    return opened;
  }

  return async (work) => {
    try {
      const db = await database();
      try {
        return succeed(await work(db));
      } catch (error) {
        if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
        forget(); // it was closed under this call
        return succeed(await work(await database()));
      }
    } catch (error) {
      return storageFailure(error);
    }
  };
}

/** Throws where another run than that of `runId` is kept by now, or none. */
export function expectKept(kept: { readonly runId: string } | null, runId: string): void {
  if (kept?.runId !== runId) throw new ReplacedError();
}

/**
 * Commits what was asked for, so that a page that is left meanwhile loses nothing of it, and ends with the transaction,
 * which knows why where it fails; its requests only know that it was aborted.
 */
export async function settle(
  transaction: Pick<IDBPTransaction<unknown, string[], 'readwrite'>, 'done' | 'error' | 'commit'>,
  writes: readonly Promise<unknown>[],
): Promise<null> {
  transaction.commit();
  try {
    await Promise.all([...writes, transaction.done]);
    return null;
  } catch (error) {
    throw transaction.error ?? error;
  }
}
