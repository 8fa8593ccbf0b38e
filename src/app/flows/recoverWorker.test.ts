import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AppState } from '@/app/store/types';
import type { Ports } from './ports';
import { recoverWorker } from './recoverWorker';

/** A page without open cases; `told` is what its pictures' worker was told of the average. */
function makePage(change: Partial<AppState>) {
  const told: boolean[] = [];
  const store = createStore<AppState>(
    () =>
      ({
        cases: [],
        openId: null,
        stage: null,
        uncertainty: null,
        comparison: null,
        notices: [],
        useAverage: false,
        ...change,
      }) as unknown as AppState,
  );
  const pixels = {
    useAverage: (isWanted: boolean) => {
      told.push(isWanted);
      return Promise.resolve();
    },
  };
  const ports = { store, pixels, newId: () => 'id' } as unknown as Ports;
  return { ports, store, told };
}

describe('recoverWorker', () => {
  it('tells the new pictures’ worker of the average that is in use', () => {
    const { ports, store, told } = makePage({ useAverage: true });
    recoverWorker(ports, 'pixels', { reason: 'the browser ended it', hasAnswered: true });
    expect(told).toEqual([true]);
    expect(store.getState().useAverage).toBe(true);
  });

  it('turns the average off where the worker is not started again', () => {
    const { ports, store, told } = makePage({ useAverage: true });
    recoverWorker(ports, 'pixels', { reason: 'it did not load', hasAnswered: false });
    expect(told).toEqual([]);
    expect(store.getState().useAverage).toBe(false);
  });

  it('lets go of the map over the picture', () => {
    let closed = 0;
    const bitmap = { close: () => closed++ } as unknown as ImageBitmap;
    const { ports, store } = makePage({ uncertainty: { caseId: 'a', bitmap } });
    recoverWorker(ports, 'pixels', { reason: 'the browser ended it', hasAnswered: true });
    expect(closed).toBe(1);
    expect(store.getState().uncertainty).toBeNull();
  });
});
