/**
 * The cases kept on this device, in IndexedDB: records, and beside them files, thumbnails and the network's answers,
 * each under its case's id, so that a change rewrites only what changed. Knows no network, no page, no other tab.
 * Every call ends in one reply; nothing here throws. The database is opened at the first call.
 */
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Reply } from '@/core/failure';
import { openShelf, settle } from './openShelf';
import {
  type CaseRecord,
  isNewer,
  parseCaseRecord,
  parseResultRecord,
  parseSessionRecord,
  type ResultRecord,
  type SessionRecord,
} from './records';

export type KeptCase = {
  readonly record: CaseRecord;
  readonly picture: File;
  readonly truth: File | null;
  readonly thumbnail: Blob | null;
};

export type KeptFiles = Pick<KeptCase, 'picture' | 'truth'>;

export type KeptCases = {
  readonly cases: readonly KeptCase[];
  readonly session: SessionRecord | null;
  /** Ids of records that cannot be used; those of a later version are left out silently and stay. */
  readonly damaged: readonly string[];
};

/** What to write of one case; what is absent stays as it is, null is taken away. */
export type CaseChange = {
  readonly record: CaseRecord;
  readonly picture?: Blob;
  readonly thumbnail?: Blob | null;
  readonly truth?: Blob | null;
  readonly result?: ResultRecord | null;
};

export interface CaseShelf {
  load(): Promise<Reply<KeptCases>>;
  /** The copies of a case's files; null where it is not kept or damaged. */
  readFiles(caseId: string): Promise<Reply<KeptFiles | null>>;
  /** The network's answer for a case; null where there is none or it is damaged. */
  readResult(caseId: string): Promise<Reply<ResultRecord | null>>;
  /** All of the change or nothing. */
  writeCase(change: CaseChange): Promise<Reply<null>>;
  writeSession(session: SessionRecord): Promise<Reply<null>>;
  remove(caseIds: readonly string[]): Promise<Reply<null>>;
  clear(): Promise<Reply<null>>;
}

interface ShelfSchema extends DBSchema {
  cases: { key: string; value: unknown };
  pictures: { key: string; value: unknown };
  thumbnails: { key: string; value: unknown };
  truths: { key: string; value: unknown };
  results: { key: string; value: unknown };
  session: { key: string; value: unknown };
}

const DATABASE = 'lentigo-cases';
/** Of the stores below, not of the records. */
const LAYOUT_VERSION = 1;
const PARTS = ['pictures', 'thumbnails', 'truths', 'results'] as const;
const STORES = ['cases', ...PARTS, 'session'] as const;
const SESSION = 'session';

export function createCaseShelf(): CaseShelf {
  const replying = openShelf<ShelfSchema>(DATABASE, LAYOUT_VERSION, STORES);

  return {
    load: () => replying(load),
    readFiles: (caseId) => replying((db) => readFiles(db, caseId)),
    readResult: (caseId) =>
      replying(async (db) => parseResultRecord(await db.get('results', caseId))),
    writeCase: (change) => replying((db) => write(db, change)),
    writeSession: (session) =>
      replying((db) => {
        const transaction = db.transaction(['session'], 'readwrite');
        return settle(transaction, [transaction.objectStore('session').put(session, SESSION)]);
      }),
    remove: (caseIds) =>
      replying((db) => {
        const transaction = db.transaction(['cases', ...PARTS], 'readwrite');
        const gone = caseIds.flatMap((id) =>
          (['cases', ...PARTS] as const).map((name) => transaction.objectStore(name).delete(id)),
        );
        return settle(transaction, gone);
      }),
    clear: () =>
      replying((db) => {
        const transaction = db.transaction(STORES, 'readwrite');
        const cleared = STORES.map((name) => transaction.objectStore(name).clear());
        return settle(transaction, cleared);
      }),
  };
}

function write(db: IDBPDatabase<ShelfSchema>, change: CaseChange): Promise<null> {
  const { record, picture, thumbnail, truth, result } = change;
  const transaction = db.transaction(['cases', ...PARTS], 'readwrite');
  const parts = { pictures: picture, thumbnails: thumbnail, truths: truth, results: result };
  const writes: Promise<unknown>[] = [transaction.objectStore('cases').put(record, record.id)];
  for (const name of PARTS) {
    const part = parts[name];
    const store = transaction.objectStore(name);
    if (part === null) writes.push(store.delete(record.id));
    else if (part !== undefined) writes.push(store.put(part, record.id));
  }
  return settle(transaction, writes);
}

async function load(db: IDBPDatabase<ShelfSchema>): Promise<KeptCases> {
  const transaction = db.transaction(['cases', 'pictures', 'thumbnails', 'truths', 'session']);
  const readAll = async (name: 'cases' | 'pictures' | 'thumbnails' | 'truths') => {
    const store = transaction.objectStore(name);
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
    return new Map(keys.map((key, index) => [key, values[index]]));
  };
  const [records, pictures, thumbnails, truths, session] = await Promise.all([
    readAll('cases'),
    readAll('pictures'),
    readAll('thumbnails'),
    readAll('truths'),
    transaction.objectStore('session').get(SESSION),
  ]);
  const cases: KeptCase[] = [];
  const damaged: string[] = [];
  for (const [id, value] of records) {
    const record = parseCaseRecord(value);
    const files = record?.id === id ? toFiles(record, pictures.get(id), truths.get(id)) : null;
    const thumbnail = thumbnails.get(id);
    if (record !== null && files !== null) {
      cases.push({ record, ...files, thumbnail: thumbnail instanceof Blob ? thumbnail : null });
    } else if (!isNewer(value)) {
      damaged.push(id);
    }
  }
  return { cases, session: parseSessionRecord(session), damaged };
}

async function readFiles(db: IDBPDatabase<ShelfSchema>, id: string): Promise<KeptFiles | null> {
  const transaction = db.transaction(['cases', 'pictures', 'truths']);
  const [value, picture, truth] = await Promise.all([
    transaction.objectStore('cases').get(id),
    transaction.objectStore('pictures').get(id),
    transaction.objectStore('truths').get(id),
  ]);
  const record = parseCaseRecord(value);
  return record === null ? null : toFiles(record, picture, truth);
}

/** Null where a file is missing. */
function toFiles(record: CaseRecord, picture: unknown, truth: unknown): KeptFiles | null {
  if (!(picture instanceof Blob)) return null;
  if (record.truth === null) return { picture: named(picture, record), truth: null };
  if (!(truth instanceof Blob)) return null;
  return { picture: named(picture, record), truth: named(truth, record.truth) };
}

/** A browser may give a File back as a Blob; its bytes are not copied. */
function named(
  blob: Blob,
  { name, type, lastModified }: Pick<File, 'name' | 'type' | 'lastModified'>,
) {
  return new File([blob], name, { type, lastModified });
}
