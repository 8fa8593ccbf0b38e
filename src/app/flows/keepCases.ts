/**
 * Keeps cases on this device as they come and change. The store is watched; what changed is written a moment later, one
 * case at a time, so that a full disk or a file that cannot be read any more costs one case and not all. Where nothing
 * can be kept, everything goes on without.
 */
import type { AppState, Case } from '@/app/store/types';
import type { AppStore } from '@/app/store/store';
import { type Failure, type Reply, succeed } from '@/core/failure';
import type { CaseChange } from '@/storage/caseShelf';
import { type CaseRecord, RECORD_VERSION } from '@/storage/records';
import { measureRoom } from '@/storage/measureRoom';
import { keptMadeWith, keptTruthFile, toRecord } from './caseRecords';
import { notify } from './notify';
import type { Ports } from './ports';

/** Changes within this time are written together. */
const WRITE_AFTER_MS = 300;

/** A case as it lies on the shelf. */
export type Written = { readonly one: Case; readonly record: CaseRecord };

type Keeper = { readonly clear: () => Promise<Reply<null>>; readonly flush: () => Promise<void> };
const keepers = new WeakMap<AppStore, Keeper>();

/** Takes everything off the shelf, after what is just being written. That of another tab is left alone. */
export async function clearShelf({ store, shelf }: Ports): Promise<Reply<null>> {
  const keeper = keepers.get(store);
  if (keeper !== undefined) return keeper.clear();
  return store.getState().keeping.status === 'off' ? shelf.clear() : succeed(null);
}

/** Writes at once what waits to be written. */
export async function flushShelf({ store }: Ports): Promise<void> {
  await keepers.get(store)?.flush();
}

/** Nothing is kept from here on; said once. */
export function keepNothing(ports: Ports, failure: Failure): void {
  keepers.delete(ports.store);
  ports.store.setState({ keeping: { status: 'off', failure } });
  notify(
    ports,
    'warning',
    `Your cases are not kept: ${failure.detail}. They stay until you close the page.`,
  );
}

/** Starts to watch. `restored` is on the shelf already. */
export function keepCases(ports: Ports, restored: readonly Written[]): void {
  const { store, shelf, pixels } = ports;
  const written = new Map(restored.map((each) => [each.record.id, each]));
  /** As they were when they could not be written. */
  const unkept = new Map<string, Case>();
  let isFull = false;
  let lastSession = '';
  let timer: ReturnType<typeof setTimeout> | null = null;
  let chain = Promise.resolve();

  const keeper: Keeper = {
    flush: async () => {
      const session = writeSession(); // whatever is being written: its turn may not come any more
      await Promise.all([session, inTurn(writeChanges)]);
    },
    clear: async () => {
      let reply: Reply<null> = succeed(null);
      await inTurn(async () => {
        reply = await clear();
      });
      return isKeeping() ? reply : shelf.clear();
    },
  };
  keepers.set(store, keeper);
  const isKeeping = () => keepers.get(store) === keeper;

  function inTurn(work: () => Promise<void>): Promise<void> {
    chain = chain.then(async () => {
      if (isKeeping()) await work();
    });
    return chain;
  }

  const unsubscribe = store.subscribe((state, last) => {
    if (!isKeeping()) {
      unsubscribe();
      return;
    }
    if (timer !== null || !isOther(state, last)) return;
    timer = setTimeout(() => {
      timer = null;
      void inTurn(writeChanges);
    }, WRITE_AFTER_MS);
  });
  void inTurn(writeChanges);

  async function writeChanges(): Promise<void> {
    const session = writeSession(); // beside the cases: a page that is left hears of neither's end
    await removeClosed();
    const failed: Case[] = [];
    for (const one of store.getState().cases) {
      const before = written.get(one.id);
      if (before?.one === one || unkept.get(one.id) === one) continue;
      if (isFull && before === undefined) continue;
      const reply = await writeCase(one, before);
      if (reply.ok) unkept.delete(one.id);
      else if (reply.failure.code === 'storage-full') fault(reply.failure);
      else failed.push(one);
    }
    await session;
    // whether it was the case, as with a file that was moved, or nothing can be written: the session has no files
    if (failed.length > 0) lastSession = '';
    await writeSession();
    if (isKeeping()) leaveOut(failed);
    await tell();
  }

  function leaveOut(failed: readonly Case[]): void {
    const [first, ...others] = failed.filter(({ id }) => !unkept.has(id));
    for (const one of failed) unkept.set(one.id, one);
    if (first === undefined) return;
    const text =
      others.length === 0
        ? `${first.file.name} could not be kept. It stays until you close the page. If its file was moved or changed, choose it again.`
        : `${others.length + 1} pictures could not be kept. They stay until you close the page. If their files were moved or changed, choose them again.`;
    notify(ports, 'warning', text);
  }

  async function removeClosed(): Promise<void> {
    const ids = new Set(store.getState().cases.map(({ id }) => id));
    for (const id of unkept.keys()) if (!ids.has(id)) unkept.delete(id);
    const closed = [...written.keys()].filter((id) => !ids.has(id));
    if (closed.length === 0) return;
    const reply = await shelf.remove(closed);
    if (!reply.ok) {
      fault(reply.failure);
      return;
    }
    for (const id of closed) written.delete(id);
    isFull = false; // there is room again
  }

  async function writeCase(one: Case, before: Written | undefined): Promise<Reply<null>> {
    const madeWith = keptMadeWith(one);
    const isNewResult =
      madeWith !== null && (before === undefined || madeWith !== keptMadeWith(before.one));
    const answer = isNewResult ? await pixels.getProbabilities(one.id) : null;
    if (answer?.ok === false) return succeed(null); // closed meanwhile
    const result = answer?.value ?? null;
    const record = toRecord(one, result?.probabilities ?? null, before?.record ?? null);
    const isOpen = store.getState().cases.some(({ id }) => id === one.id);
    if (record === null || !isOpen || !isKeeping()) return succeed(null);
    const truth = keptTruthFile(one);
    const truthBefore = before === undefined ? null : keptTruthFile(before.one);
    const isTruthGone =
      record.truth === null && before !== undefined && before.record.truth !== null;
    const { thumbnail } = one;
    const files = {
      ...(before === undefined && { picture: one.file }),
      ...(thumbnail !== (before?.one.thumbnail ?? null) && { thumbnail }),
      ...(truth !== null && truth !== truthBefore && { truth }),
      ...(isTruthGone && { truth: null }),
      ...(result !== null && { result: { version: RECORD_VERSION, ...result } }),
    } satisfies Omit<CaseChange, 'record'>;
    const isAsKept = JSON.stringify(record) === JSON.stringify(before?.record);
    if (isAsKept && Object.keys(files).length === 0) {
      written.set(one.id, { one, record }); // what changed of it is not kept
      return succeed(null);
    }
    const reply = await shelf.writeCase({ record, ...files });
    if (reply.ok) written.set(one.id, { one, record });
    return reply;
  }

  async function writeSession(): Promise<void> {
    const { cases, openId, maskChanges } = store.getState();
    const order = cases.map(({ id }) => id);
    const session = { version: RECORD_VERSION, order, openId, maskChanges } as const;
    const text = JSON.stringify(session);
    if (text === lastSession || !isKeeping()) return;
    lastSession = text; // on its way: not written twice
    const reply = await shelf.writeSession(session);
    if (reply.ok) return;
    lastSession = '';
    fault(reply.failure);
  }

  async function clear(): Promise<Reply<null>> {
    const reply = await shelf.clear();
    if (!reply.ok) return reply; // closed cases are removed one by one the next time
    written.clear();
    unkept.clear();
    isFull = false;
    lastSession = '';
    await tell();
    return reply;
  }

  function fault(failure: Failure): void {
    if (!isKeeping()) return; // said by another write
    if (failure.code !== 'storage-full') {
      keepNothing(ports, failure);
      return;
    }
    if (!isFull) {
      const text =
        'There is no room to keep more on this device. What is not kept stays until you close the page.';
      notify(ports, 'warning', text);
    }
    isFull = true;
  }

  /** How much is kept now. */
  async function tell(): Promise<void> {
    const roomBytes = await measureRoom();
    if (!isKeeping()) return;
    const bytes = [...written.values()].reduce((sum, { record }) => sum + record.bytes, 0);
    const status = isFull ? 'full' : 'on';
    const keeping = { status, cases: written.size, bytes, roomBytes, unkept: unkept.size } as const;
    store.setState({ keeping });
  }
}

function isOther(a: AppState, b: AppState): boolean {
  return a.cases !== b.cases || a.openId !== b.openId || a.maskChanges !== b.maskChanges;
}
