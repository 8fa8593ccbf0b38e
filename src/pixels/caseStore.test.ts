import { describe, expect, it } from 'vitest';
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

describe('CaseStore', () => {
  it('holds the pixels of the three cases used last, and every case itself', () => {
    const store = new CaseStore();
    for (const id of ['a', 'b', 'c']) store.set(id, makeCase());
    store.keepImage('a', image());
    store.set('d', makeCase());
    const held = ['a', 'b', 'c', 'd'].map((id) => store.get(id)?.image !== null);
    expect(held).toEqual([true, false, true, true]);
  });

  it('forgets a closed case, and stays so when a late picture comes', () => {
    const store = new CaseStore();
    store.set('a', makeCase());
    store.delete('a');
    store.keepImage('a', image());
    expect(store.get('a')).toBeUndefined();
  });
});
