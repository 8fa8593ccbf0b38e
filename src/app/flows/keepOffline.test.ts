import { createStore } from 'zustand/vanilla';
import { describe, expect, it } from 'vitest';
import type { OfflineReport } from '@/app/browser/serviceWorker';
import type { AppState, Case } from '@/app/store/types';
import { succeed } from '@/core/failure';
import { changeOffline, keepOffline, keepRunningNetwork, postponeUpdate } from './keepOffline';
import type { Ports } from './ports';

const READY = { status: 'ready' } as AppState['engine'];
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

function setUp(given: Partial<AppState>) {
  const offline = {
    keeping: { status: 'later' },
    update: 'none',
    isolatesOnReload: false,
    canInstall: false,
    networkChanges: 0,
  };
  const store = createStore<AppState>()(
    () => ({ cases: [], offline, ...given }) as unknown as AppState,
  );
  let report: ((report: OfflineReport) => void) | null = null;
  const start = (tell: (report: OfflineReport) => void) => {
    report = tell;
    return Promise.resolve({ loadUpdate: () => undefined });
  };
  void keepOffline(store, start, 0);
  return { store, isStarted: () => report !== null, tell: (one: OfflineReport) => report!(one) };
}

describe('keepOffline', () => {
  it('waits for the network and for the first mask', async () => {
    const waiting = { progress: { status: 'waiting' } } as Case;
    const done = { progress: { status: 'done' } } as Case;
    const { store, isStarted } = setUp({
      engine: { status: 'preparing' },
      cases: [waiting, waiting],
    });
    await settle();
    expect(isStarted()).toBe(false);
    store.setState({ engine: READY });
    await settle();
    expect(isStarted()).toBe(false);
    store.setState({ cases: [done, waiting] });
    await settle();
    expect(isStarted()).toBe(true);
  });

  it('does not wait for a network that failed', async () => {
    const failure = { code: 'unexpected', detail: '' } as const;
    const { isStarted } = setUp({ engine: { status: 'failed', failure } });
    await settle();
    expect(isStarted()).toBe(true);
  });

  it('stores nothing where that was cleared while it waited', async () => {
    const { store, isStarted } = setUp({ engine: { status: 'preparing' } });
    changeOffline(store, { keeping: { status: 'cleared' } });
    store.setState({ engine: READY });
    await settle();
    expect(isStarted()).toBe(false);
  });

  it('puts what is reported into the state', async () => {
    const { store, tell } = setUp({ engine: READY });
    await settle();
    tell({ kind: 'storing' });
    tell({ kind: 'kept', isolatesOnReload: true });
    expect(store.getState().offline).toEqual({
      keeping: { status: 'kept' },
      update: 'none',
      isolatesOnReload: true,
      canInstall: false,
      networkChanges: 0,
    });
    tell({ kind: 'update-ready' });
    expect(store.getState().offline.update).toBe('ready');
    postponeUpdate(store);
    expect(store.getState().offline).toMatchObject({
      keeping: { status: 'kept' },
      update: 'postponed',
    });
  });
});

describe('keepRunningNetwork', () => {
  const make = (id: string) => {
    const kept: string[] = [];
    const { store } = setUp({ engine: { ...READY, card: { id } } as AppState['engine'] });
    void keepRunningNetwork({
      store,
      modelsUrl: '/models/',
      engine: {
        listModelFiles: (_: string, model: string) =>
          Promise.resolve(succeed([`${model}/card.json`])),
      },
      keptModels: {
        keepMissing: (files: readonly string[]) => Promise.resolve(kept.push(...files)),
      },
    } as unknown as Ports);
    return { store, kept };
  };

  it('stores the network that came before there was a service worker, once the page is stored', async () => {
    const { store, kept } = make('full');
    await settle();
    expect(kept).toEqual([]);
    changeOffline(store, { keeping: { status: 'kept' } });
    await settle();
    expect(kept).toEqual(['full/card.json']);
    expect(store.getState().offline.networkChanges).toBe(1);
  });

  it('leaves the user’s own networks where they are', async () => {
    const { store, kept } = make('own-1');
    changeOffline(store, { keeping: { status: 'kept' } });
    await settle();
    expect(kept).toEqual([]);
  });
});
