/** The shelf of cases in memory, for tests; as the real one it answers every call and throws nothing. */
import { fail, type Reply, succeed } from '@/core/failure';
import type { CaseChange, CaseShelf, KeptCase } from '@/storage/caseShelf';
import type { CaseRecord, ResultRecord, SessionRecord } from '@/storage/records';

export type MemoryShelf = CaseShelf & {
  readonly records: Map<string, CaseRecord>;
  readonly pictures: Map<string, File>;
  readonly truths: Map<string, File>;
  readonly results: Map<string, ResultRecord>;
  /** Files that were moved: a case that has one of them cannot be written. */
  readonly moved: Set<Blob>;
  /** No call succeeds while it is true. */
  isBroken: boolean;
};

export function createMemoryShelf(): MemoryShelf {
  let session: SessionRecord | null = null;
  const records = new Map<string, CaseRecord>();
  const pictures = new Map<string, File>();
  const truths = new Map<string, File>();
  const results = new Map<string, ResultRecord>();
  const moved = new Set<Blob>();
  const parts = [records, pictures, truths, results];

  const reply = <Value>(work: () => Value): Promise<Reply<Value>> =>
    Promise.resolve(
      shelf.isBroken ? fail('storage-failed', 'the browser could not write it') : succeed(work()),
    );
  const filesOf = (id: string): Pick<KeptCase, 'picture' | 'truth'> | null => {
    const picture = pictures.get(id);
    return picture === undefined ? null : { picture, truth: truths.get(id) ?? null };
  };

  const shelf: MemoryShelf = {
    records,
    pictures,
    truths,
    results,
    moved,
    isBroken: false,
    load: () =>
      reply(() => ({
        cases: [...records.values()].map((record) => ({
          record,
          ...filesOf(record.id)!,
          thumbnail: null,
        })),
        session,
        damaged: [],
      })),
    readFiles: (id) => reply(() => filesOf(id)),
    readResult: (id) => reply(() => results.get(id) ?? null),
    writeCase: ({ record, picture, truth, result }: CaseChange) => {
      const given = [picture, truth].filter((file) => file instanceof Blob);
      if (given.some((file) => moved.has(file))) {
        return Promise.resolve(fail('storage-failed', 'the browser could not write it'));
      }
      return reply(() => {
        records.set(record.id, record);
        if (picture instanceof File) pictures.set(record.id, picture);
        if (truth instanceof File) truths.set(record.id, truth);
        if (truth === null) truths.delete(record.id);
        if (result) results.set(record.id, result);
        return null;
      });
    },
    writeSession: (next) =>
      reply(() => {
        session = next;
        return null;
      }),
    remove: (ids) =>
      reply(() => {
        for (const id of ids) for (const part of parts) part.delete(id);
        return null;
      }),
    clear: () =>
      reply(() => {
        for (const part of parts) part.clear();
        session = null;
        return null;
      }),
  };
  return shelf;
}
