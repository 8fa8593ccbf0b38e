/**
 * Keeps cases on this device as they come and change. The store is watched; what changed is written a moment later, one
 * case at a time, so that a full disk costs one case and not all. Where nothing can be kept, everything goes on without.
 */
import type { AppState, Case, MadeWith } from '@/app/store/types';
import type { AppStore } from '@/app/store/store';
import type { Failure } from '@/core/failure';
import type { CaseChange } from '@/storage/caseShelf';
import { type CaseRecord, RECORD_VERSION } from '@/storage/records';
import { measureRoom } from '@/storage/measureRoom';
import { keptTruth, toRecord } from './caseRecords';
import { notify } from './notify';
import type { Ports } from './ports';

/** Changes within this time are written together. */
const WRITE_AFTER_MS = 300;

/** A case as it lies on the shelf. */
export type Written = { readonly one: Case; readonly record: CaseRecord };

type Keeper = { readonly clear: () => Promise<void>; readonly flush: () => Promise<void> };
const keepers = new WeakMap<AppStore, Keeper>();

/** Takes everything off the shelf, after what is just being written. */
export async function clearShelf({ store, shelf }: Ports): Promise<void> {
  const keeper = keepers.get(store);
  if (keeper !== undefined) await keeper.clear();
  else if (store.getState().keeping.status === 'off') await shelf.clear();
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
  let isFull = false;
  let lastSession = '';
  let timer: ReturnType<typeof setTimeout> | null = null;
  let chain = Promise.resolve();

  const keeper: Keeper = {
    flush: () => inTurn(writeChanges),
    clear: () => inTurn(clear),
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
    await removeClosed();
    for (const one of store.getState().cases) {
      const before = written.get(one.id);
      if (before?.one === one || (isFull && before === undefined)) continue;
      await writeCase(one, before);
    }
    await writeSession();
    await tell();
  }

  async function removeClosed(): Promise<void> {
    const ids = new Set(store.getState().cases.map(({ id }) => id));
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

  async function writeCase(one: Case, before: Written | undefined): Promise<void> {
    const isNewResult = madeWith(one) !== null && madeWith(one) !== madeWith(before?.one);
    const answer = isNewResult ? await pixels.getProbabilities(one.id) : null;
    if (answer?.ok === false) return; // closed meanwhile
    const result = answer?.value ?? null;
    const record = toRecord(one, result?.probabilities ?? null, before?.record ?? null);
    const isOpen = store.getState().cases.some(({ id }) => id === one.id);
    if (record === null || !isOpen || !isKeeping()) return;
    const truth = keptTruth(one)?.file ?? null;
    const { thumbnail } = one;
    const files = {
      ...(before === undefined && { picture: one.file }),
      ...(thumbnail !== (before?.one.thumbnail ?? null) && { thumbnail }),
      ...(truth !== (before === undefined ? null : (keptTruth(before.one)?.file ?? null)) && {
        truth,
      }),
      ...(result !== null && { result: { version: RECORD_VERSION, ...result } }),
    } satisfies Omit<CaseChange, 'record'>;
    const isAsKept = JSON.stringify(record) === JSON.stringify(before?.record);
    if (isAsKept && Object.keys(files).length === 0) {
      written.set(one.id, { one, record }); // what changed of it is not kept
      return;
    }
    const reply = await shelf.writeCase({ record, ...files });
    if (reply.ok) written.set(one.id, { one, record });
    else fault(reply.failure);
  }

  async function writeSession(): Promise<void> {
    const { cases, openId, maskChanges } = store.getState();
    const order = cases.map(({ id }) => id);
    const session = { version: RECORD_VERSION, order, openId, maskChanges } as const;
    const text = JSON.stringify(session);
    if (text === lastSession || !isKeeping()) return;
    const reply = await shelf.writeSession(session);
    if (reply.ok) lastSession = text;
    else fault(reply.failure);
  }

  async function clear(): Promise<void> {
    const reply = await shelf.clear();
    if (!reply.ok) {
      fault(reply.failure);
      return;
    }
    written.clear();
    isFull = false;
    lastSession = '';
    await tell();
  }

  function fault(failure: Failure): void {
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
    store.setState({ keeping: { status, cases: written.size, bytes, roomBytes } });
  }
}

function madeWith(one: Case | undefined): MadeWith | null {
  return one?.progress.status === 'done' ? one.progress.madeWith : null;
}

function isOther(a: AppState, b: AppState): boolean {
  return a.cases !== b.cases || a.openId !== b.openId || a.maskChanges !== b.maskChanges;
}
