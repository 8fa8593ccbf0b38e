/** Models kept on this device, in IndexedDB: a record with the card, and beside it the files. Nothing here throws. */
import type { DBSchema } from 'idb';
import type { Reply } from '@/core/failure';
import {
  type KeptModelFiles,
  type ModelRecord,
  parseModelFiles,
  parseModelRecord,
} from './modelRecords';
import { openShelf, settle } from './openShelf';

export type KeptModel = { readonly record: ModelRecord; readonly files: KeptModelFiles };

export interface ModelShelf {
  /** By name; what this page does not understand is left out and stays. */
  list(): Promise<Reply<readonly ModelRecord[]>>;
  /** Null where there is none. */
  load(id: string): Promise<Reply<KeptModel | null>>;
  /** All of it or nothing. */
  add(model: KeptModel): Promise<Reply<null>>;
  /** Changes the record; the files stay. */
  change(record: ModelRecord): Promise<Reply<null>>;
  remove(id: string): Promise<Reply<null>>;
  clear(): Promise<Reply<null>>;
}

interface Schema extends DBSchema {
  models: { key: string; value: unknown };
  files: { key: string; value: unknown };
}

const DATABASE = 'lentigo-models';
const LAYOUT_VERSION = 1;
const STORES = ['models', 'files'] as const;

export function createModelShelf(): ModelShelf {
  const withDb = openShelf<Schema>(DATABASE, LAYOUT_VERSION, STORES);
  return {
    list: () =>
      withDb(async (db) => {
        const records = (await db.getAll('models')).flatMap((one) => parseModelRecord(one) ?? []);
        return records.sort((a, b) => a.card.name.localeCompare(b.card.name));
      }),
    load: (id) =>
      withDb(async (db) => {
        const record = parseModelRecord(await db.get('models', id));
        const files = parseModelFiles(await db.get('files', id));
        return record === null || files === null ? null : { record, files };
      }),
    add: ({ record, files }) =>
      withDb((db) => {
        const transaction = db.transaction(STORES, 'readwrite');
        return settle(transaction, [
          transaction.objectStore('models').put(record, record.id),
          transaction.objectStore('files').put(files, record.id),
        ]);
      }),
    change: (record) =>
      withDb((db) => {
        const transaction = db.transaction(['models'], 'readwrite');
        return settle(transaction, [transaction.objectStore('models').put(record, record.id)]);
      }),
    remove: (id) =>
      withDb((db) => {
        const transaction = db.transaction(STORES, 'readwrite');
        const gone = STORES.map((name) => transaction.objectStore(name).delete(id));
        return settle(transaction, gone);
      }),
    clear: () =>
      withDb((db) => {
        const transaction = db.transaction(STORES, 'readwrite');
        const gone = STORES.map((name) => transaction.objectStore(name).clear());
        return settle(transaction, gone);
      }),
  };
}
