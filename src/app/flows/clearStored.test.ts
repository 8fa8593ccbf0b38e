import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { NO_EVALUATION } from '@/app/store/evaluation';
import { NO_TRAINING } from '@/app/store/training';
import type { AppState, Keeping } from '@/app/store/types';
import { fail, type Reply, succeed } from '@/core/failure';
import { onClearAsked } from '@/storage/tabClearing';
import { clearCases } from './clearCases';
import { clearStored } from './clearStored';
import { flushShelf, keepCases } from './keepCases';
import type { Ports } from './ports';
import { makeCase } from './testing/makeCase';
import { createMemoryShelf } from './testing/memoryShelf';

const BROKEN = fail('storage-failed', 'the browser could not write it');
const KEEPING: Keeping = { status: 'on', cases: 1, bytes: 0, roomBytes: null, unkept: 0 };

/** A page with one case; what is in `failing` cannot be cleared. */
function makePage(keeping: Keeping = KEEPING) {
  const shelf = createMemoryShelf();
  const failing = new Set<string>();
  const clear = (what: string) => () =>
    Promise.resolve<Reply<null>>(failing.has(what) ? BROKEN : succeed(null));
  const store = createStore<AppState>(
    () =>
      ({
        cases: [makeCase('a')],
        openId: 'a',
        stage: null,
        maskChanges: {},
        notices: [],
        ownModels: [],
        keeping,
        evaluation: NO_EVALUATION,
        training: NO_TRAINING,
        offline: { keeping: { status: 'kept' }, update: 'none' },
      }) as unknown as AppState,
  );
  const ports = {
    store,
    shelf,
    newId: () => 'id',
    pixels: { close: () => Promise.resolve() },
    openEvaluationShelf: () => Promise.resolve({ clear: clear('evaluation') }),
    openTrainingShelf: () => Promise.resolve({ clear: clear('training') }),
    models: { clear: clear('models'), list: () => Promise.resolve(succeed([])) },
    clearStoredData: () =>
      failing.has('page') ? Promise.reject(new Error('refused')) : Promise.resolve(),
  } as unknown as Ports;
  return {
    ports,
    store,
    shelf,
    failing,
    notices: () => store.getState().notices.map(({ text }) => text),
  };
}

const NOTHING = 'Nothing of Lentigo is stored on this device any more.';

afterEach(() => vi.useRealTimers());

describe('clearStored', () => {
  it('says that nothing is stored where all was cleared', async () => {
    const page = makePage();
    keepCases(page.ports, []);
    await flushShelf(page.ports);
    expect(page.shelf.records.size).toBe(1);
    await clearStored(page.ports);
    expect(page.notices()).toEqual([NOTHING]);
    expect(page.shelf.records.size).toBe(0);
    expect(page.store.getState()).toMatchObject({
      cases: [],
      offline: { keeping: { status: 'cleared' } },
    });
  });

  it('clears what it can, and names what it cannot', async () => {
    const page = makePage();
    keepCases(page.ports, []);
    await flushShelf(page.ports);
    page.shelf.isBroken = true;
    for (const what of ['models', 'training', 'page']) page.failing.add(what);
    await clearStored(page.ports);
    expect(page.notices()).toEqual([
      'Not everything could be cleared: cases (the browser could not write it), a training (the browser could not write it), your own networks (the browser could not write it), the page (refused). Close other tabs of Lentigo and try again, or clear this site’s data in the browser’s settings.',
    ]);
    expect(page.store.getState().offline.keeping.status).toBe('kept');
  });

  it('has the cases of the tab that keeps them cleared', async () => {
    let asked = 0;
    const stop = onClearAsked(() => {
      asked++;
      return Promise.resolve(succeed(null));
    });
    const page = makePage({ status: 'elsewhere' });
    await clearStored(page.ports);
    stop();
    expect(asked).toBe(1);
    expect(page.notices()).toEqual([NOTHING]);
  });

  it('says so where that tab does not answer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const page = makePage({ status: 'elsewhere' });
    const clearing = clearStored(page.ports);
    await vi.advanceTimersByTimeAsync(10_000);
    await clearing;
    expect(page.notices()[0]).toContain('the cases of another tab (it does not answer)');
  });

  it('waits for the cases of the last visit, which would come back after it', async () => {
    const page = makePage({ status: 'starting' });
    const clearing = clearStored(page.ports);
    page.store.setState({ cases: [makeCase('a'), makeCase('kept')], keeping: KEEPING });
    await clearing;
    expect(page.store.getState().cases).toEqual([]);
  });
});

describe('clearCases', () => {
  it('says where the cases are closed but still stored', async () => {
    const page = makePage();
    keepCases(page.ports, []);
    await flushShelf(page.ports);
    page.shelf.isBroken = true;
    await clearCases(page.ports);
    expect(page.notices()).toEqual([
      'The cases are closed, but could not be removed from this device: the browser could not write it. Try again, or clear this site’s data in the browser’s settings.',
    ]);
  });
});
