/**
 * The last evaluation, kept on this device in IndexedDB: its settings once, and each row as it is finished. Every call
 * ends in one reply; nothing here throws.
 */
import type { DBSchema } from 'idb';
import type { Reply } from '@/core/failure';
import {
  EVALUATION_VERSION,
  type KeptRow,
  parseRowRecord,
  parseRunRecord,
  type RunRecord,
} from './evaluationRecords';
import { expectKept, openShelf, settle } from './openShelf';

export interface EvaluationShelf {
  /** Null where there is none, or none that this page understands. */
  load(): Promise<Reply<{ readonly record: RunRecord; readonly rows: readonly KeptRow[] } | null>>;
  /** Begins a run; what was kept of another one goes. */
  begin(record: RunRecord): Promise<Reply<null>>;
  /** Changes the settings of a run that goes on. Fails, as `writeRows` does, where that is not the kept one any more. */
  describe(record: RunRecord): Promise<Reply<null>>;
  writeRows(runId: string, rows: readonly KeptRow[]): Promise<Reply<null>>;
  /** Of the kept run's rows, and of any that were left without one. */
  count(): Promise<Reply<number>>;
  clear(): Promise<Reply<null>>;
}

interface Schema extends DBSchema {
  run: { key: string; value: unknown };
  rows: { key: [runId: string, id: string]; value: unknown };
}

const DATABASE = 'lentigo-evaluation';
const LAYOUT_VERSION = 1;
const RUN = 'run';

export function createEvaluationShelf(): EvaluationShelf {
  const replying = openShelf<Schema>(DATABASE, LAYOUT_VERSION, ['run', 'rows']);

  return {
    load: () =>
      replying(async (db) => {
        const record = parseRunRecord(await db.get('run', RUN));
        if (record === null) return null;
        const values = await db.getAll(
          'rows',
          IDBKeyRange.bound([record.runId], [record.runId, []]),
        );
        const rows = values.flatMap((value) => parseRowRecord(value) ?? []);
        return { record, rows };
      }),
    begin: (record) =>
      replying((db) => {
        const transaction = db.transaction(['run', 'rows'], 'readwrite');
        return settle(transaction, [
          transaction.objectStore('rows').clear(),
          transaction.objectStore('run').put(record, RUN),
        ]);
      }),
    describe: (record) =>
      replying(async (db) => {
        const transaction = db.transaction(['run'], 'readwrite');
        const run = transaction.objectStore('run');
        expectKept(parseRunRecord(await run.get(RUN)), record.runId);
        return settle(transaction, [run.put(record, RUN)]);
      }),
    writeRows: (runId, rows) =>
      replying(async (db) => {
        const transaction = db.transaction(['run', 'rows'], 'readwrite');
        expectKept(parseRunRecord(await transaction.objectStore('run').get(RUN)), runId);
        const store = transaction.objectStore('rows');
        return settle(
          transaction,
          rows.map((row) => store.put({ version: EVALUATION_VERSION, ...row }, [runId, row.id])),
        );
      }),
    count: () => replying((db) => db.count('rows')),
    clear: () =>
      replying((db) => {
        const transaction = db.transaction(['run', 'rows'], 'readwrite');
        return settle(transaction, [
          transaction.objectStore('rows').clear(),
          transaction.objectStore('run').clear(),
        ]);
      }),
  };
}
