import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AppState } from '@/app/store/types';
import { fail, type Reply, succeed } from '@/core/failure';
import { toRecord } from './caseRecords';
import { flushShelf } from './keepCases';
import type { Ports } from './ports';
import { startKeeping } from './restoreCases';
import { makeCase } from './testing/makeCase';
import { createMemoryShelf } from './testing/memoryShelf';
import { withoutCanvas } from './testing/noCanvas';

const size = { width: 2, height: 2 };
const truth = new File(['truth'], 'b_mask.png', { type: 'image/png', lastModified: 2 });
const unopened = { picture: null, isLoaded: false, progress: { status: 'opening' } } as const;

/** A page whose last visit opened one of three pictures; its worker opens what `open` answers for. */
function makePage(open: (caseId: string) => Promise<Reply<unknown>>) {
  const shelf = createMemoryShelf();
  for (const one of [
    makeCase('a'),
    makeCase('b', { ...unopened, truth: { status: 'opening', file: truth } }),
    makeCase('c', unopened),
  ]) {
    shelf.records.set(one.id, toRecord(one, null, null)!);
    shelf.pictures.set(one.id, one.file);
  }
  shelf.truths.set('b', truth);
  const store = createStore<AppState>(
    () =>
      ({
        engine: { status: 'preparing' },
        cases: [],
        openId: null,
        isStopped: false,
        stage: null,
        refusals: [],
        notices: [],
        maskChanges: {},
        preferences: { view: 'overlay' },
        keeping: { status: 'starting' },
      }) as unknown as AppState,
  );
  const ports = {
    store,
    shelf,
    newId: () => 'id',
    pixels: {
      openPicture: open,
      openTruth: () =>
        Promise.resolve(succeed({ kind: 'taken', lesionPx: 1, totalPx: 4, border: null })),
      close: () => Promise.resolve(),
    },
  } as unknown as Ports;
  startKeeping(ports);
  return { ports, shelf, store, one: (place: number) => store.getState().cases[place]! };
}

const opened = () =>
  Promise.resolve(
    succeed({ size, decodedSize: size, bitmap: { ...size, close: () => undefined } }),
  );

withoutCanvas();
beforeEach(() => {
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('BroadcastChannel', EventTarget);
});

describe('pictures that the last visit did not come to', () => {
  it('are opened by this one, with their truths, behind the open one', async () => {
    const { ports, shelf, store, one } = makePage(opened);
    await expect.poll(() => store.getState().cases.at(-1)?.progress.status).toBe('waiting');
    expect(one(1)).toMatchObject({ picture: { size }, truth: { status: 'taken' } });
    expect(store.getState()).toMatchObject({ openId: 'a', stage: { caseId: 'a' } });
    await flushShelf(ports);
    expect([...shelf.records.values()].map(({ version }) => version)).toEqual([1, 1, 1]);
  });

  it('are marked before they are opened: one that ends the page does so once', async () => {
    const asked: string[] = [];
    const first = makePage((id) => {
      asked.push(id);
      return id === 'b' ? new Promise(() => undefined) : opened();
    });
    await expect.poll(() => asked).toEqual(['a', 'b']);
    expect(first.shelf.records.get('b')).toMatchObject({ isTried: true });
    expect(first.shelf.records.get('c')).toMatchObject({ isTried: false });
  });

  it('stay, to be tried again, where there is no memory for them', async () => {
    const { ports, shelf, store, one } = makePage((id) =>
      id === 'a' ? opened() : Promise.resolve(fail('out-of-memory', 'it is short')),
    );
    await expect.poll(() => store.getState().cases.at(-1)?.progress.status).toBe('failed');
    expect(one(1)).toMatchObject({ progress: { status: 'failed' }, truth: { file: truth } });
    await flushShelf(ports);
    expect([...shelf.pictures.keys()]).toEqual(['a', 'b', 'c']);
    expect(shelf.truths.get('b')).toBe(truth);
  });
});
