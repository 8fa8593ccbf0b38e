/**
 * The last training, kept on this device in IndexedDB: its settings, the pairs as they are trained on, the test part's
 * files, and the state after the last whole pass. Every call ends in one reply; nothing here throws.
 */
import type { DBSchema, IDBPDatabase } from 'idb';
import type { PixelPair } from '@/core/dataset/types';
import type { Reply } from '@/core/failure';
import { expectKept, openShelf, settle } from './openShelf';
import {
  parsePixelPair,
  parseTestFiles,
  parseTrainingRecord,
  type TestFiles,
  type TrainingRecord,
} from './trainingRecords';

export type KeptTraining = {
  readonly record: TrainingRecord;
  /** By id; every picture of the record has its pair. */
  readonly pairs: ReadonlyMap<string, PixelPair>;
  readonly tests: ReadonlyMap<string, TestFiles>;
  /** Null before the first pass was done. */
  readonly checkpoint: Uint8Array<ArrayBuffer> | null;
};

export interface TrainingShelf {
  /** The record alone: whether there is something to go on with. Null where there is none that this page understands. */
  peek(): Promise<Reply<TrainingRecord | null>>;
  /** Null where there is none, or a part of it is missing or damaged. */
  load(): Promise<Reply<KeptTraining | null>>;
  /** The kept files of a picture of the test part; null where there are none. */
  loadTest(id: string): Promise<Reply<TestFiles | null>>;
  /** Begins a training; what was kept of another one goes. All or nothing. */
  begin(training: KeptTraining): Promise<Reply<null>>;
  /** After a pass. Fails, as `writeRecord` does, where the training is not the kept one any more. */
  writeCheckpoint(record: TrainingRecord, checkpoint: Uint8Array): Promise<Reply<null>>;
  writeRecord(record: TrainingRecord): Promise<Reply<null>>;
  clear(): Promise<Reply<null>>;
}

interface Schema extends DBSchema {
  run: { key: string; value: unknown };
  pairs: { key: string; value: unknown };
  tests: { key: string; value: unknown };
}

const DATABASE = 'lentigo-training';
const LAYOUT_VERSION = 1;
const STORES = ['run', 'pairs', 'tests'] as const;
const RECORD = 'record';
const CHECKPOINT = 'checkpoint';

export function createTrainingShelf(): TrainingShelf {
  const withDb = openShelf<Schema>(DATABASE, LAYOUT_VERSION, STORES);
  return {
    peek: () => withDb(async (db) => parseTrainingRecord(await db.get('run', RECORD))),
    load: () => withDb(load),
    loadTest: (id) => withDb(async (db) => parseTestFiles(await db.get('tests', id))),
    begin: ({ record, pairs, tests, checkpoint }) =>
      withDb((db) => {
        const transaction = db.transaction(STORES, 'readwrite');
        const [run, pairStore, testStore] = STORES.map((name) => transaction.objectStore(name));
        return settle(transaction, [
          ...[run!, pairStore!, testStore!].map((store) => store.clear()),
          run!.put(record, RECORD),
          ...(checkpoint === null ? [] : [run!.put(checkpoint, CHECKPOINT)]),
          ...[...pairs].map(([id, pair]) => pairStore!.put(pair, id)),
          ...[...tests].map(([id, files]) => testStore!.put(files, id)),
        ]);
      }),
    writeCheckpoint: (record, checkpoint) =>
      withDb(async (db) => {
        const transaction = db.transaction(['run'], 'readwrite');
        const run = transaction.objectStore('run');
        expectKept(parseTrainingRecord(await run.get(RECORD)), record.runId);
        return settle(transaction, [run.put(record, RECORD), run.put(checkpoint, CHECKPOINT)]);
      }),
    writeRecord: (record) =>
      withDb(async (db) => {
        const transaction = db.transaction(['run'], 'readwrite');
        const run = transaction.objectStore('run');
        expectKept(parseTrainingRecord(await run.get(RECORD)), record.runId);
        return settle(transaction, [run.put(record, RECORD)]);
      }),
    clear: () =>
      withDb((db) => {
        const transaction = db.transaction(STORES, 'readwrite');
        return settle(
          transaction,
          STORES.map((name) => transaction.objectStore(name).clear()),
        );
      }),
  };
}

async function load(db: IDBPDatabase<Schema>): Promise<KeptTraining | null> {
  const record = parseTrainingRecord(await db.get('run', RECORD));
  if (record === null) return null;
  const pairs = new Map<string, PixelPair>();
  const tests = new Map<string, TestFiles>();
  for (const { id, part } of record.pictures) {
    const pair = parsePixelPair(await db.get('pairs', id));
    if (pair === null) return null;
    pairs.set(id, pair);
    if (part !== 'test') continue;
    const files = parseTestFiles(await db.get('tests', id));
    if (files === null) return null;
    tests.set(id, files);
  }
  const kept = await db.get('run', CHECKPOINT);
  const checkpoint = kept instanceof Uint8Array ? (kept as Uint8Array<ArrayBuffer>) : null;
  return { record, pairs, tests, checkpoint };
}
