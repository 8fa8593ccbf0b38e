import { describe, expect, it } from 'vitest';
import { fitInto } from '@/core/raster/fit';
import type { RgbaImage } from '@/core/raster/types';
import { type Case, CaseStore } from './caseStore';

const image = (): RgbaImage => ({ width: 1, height: 1, data: new Uint8ClampedArray(4) });
const makeCase = (): Case => ({
  file: new Blob([]),
  size: { width: 1, height: 1 },
  image: image(),
  probabilities: null,
  truth: null,
});

const forgetting = (into: string[], name: string) => ({ forget: () => void into.push(name) });

describe('CaseStore', () => {
  it('holds the pixels of the three cases used last, and every case itself', () => {
    const store = new CaseStore();
    for (const id of ['a', 'b', 'c']) store.set(id, makeCase());
    store.keepImage('a', image());
    store.set('d', makeCase());
    const held = ['a', 'b', 'c', 'd'].map((id) => store.peek(id)?.image !== null);
    expect(held).toEqual([true, false, true, true]);
  });

  it('forgets a closed case, and stays so when a late picture comes', () => {
    const store = new CaseStore();
    store.set('a', makeCase());
    store.delete('a');
    store.keepImage('a', image());
    expect(store.get('a')).toBeUndefined();
  });

  it('lets go of what else takes room when three other cases were used', () => {
    const store = new CaseStore();
    const forgotten: string[] = [];
    const none = { width: 0, height: 0, data: new Float32Array() };
    const mask = { width: 0, height: 0, data: new Uint8Array() };
    store.set('a', {
      ...makeCase(),
      probabilities: {
        map: none,
        viewMap: none,
        fit: fitInto({ width: 1, height: 1 }, { width: 1, height: 1 }, 'stretch'),
        ...forgetting(forgotten, 'probabilities'),
      },
      truth: { mask, viewMask: mask, viewOutline: [], ...forgetting(forgotten, 'truth') },
    });
    for (const id of ['b', 'c']) store.set(id, makeCase());
    store.get('a');
    store.set('d', makeCase());
    expect(forgotten).toEqual([]);
    for (const id of ['b', 'c']) store.get(id);
    expect(forgotten).toEqual(['probabilities', 'truth']);
  });
});
