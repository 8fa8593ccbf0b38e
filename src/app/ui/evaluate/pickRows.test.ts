import { describe, expect, it } from 'vitest';
import type { EvaluatedRow } from '@/app/store/evaluation';
import { pickRows, type RowFilter } from './pickRows';

function row(id: string, truePositive: number | null): EvaluatedRow {
  const counts = {
    truePositive: truePositive ?? 0,
    falsePositive: 10 - (truePositive ?? 0),
    falseNegative: 0,
    trueNegative: 90,
  };
  const main =
    truePositive === null
      ? ({ kind: 'failed', failure: { code: 'file-empty', detail: '' } } as const)
      : ({ kind: 'scored', counts, boundary: { kind: 'undefined', empty: 'mask' } } as const);
  return { id, outcomes: { main }, size: null, sweep: null, mask: null };
}

const ROWS = [row('c', 9), row('a', 3), row('broken', null), row('b', 6)];
const ALL: RowFilter = { name: '', status: 'all', measure: 'jaccard', below: null };
const ids = (filter: RowFilter, key: 'id' | 'jaccard', isDescending = false) =>
  pickRows(ROWS, 'main', filter, { key, isDescending }).map(({ id }) => id);

describe('pickRows', () => {
  it('sorts either way, what has no figure last', () => {
    expect(ids(ALL, 'id')).toEqual(['a', 'b', 'broken', 'c']);
    expect(ids(ALL, 'jaccard')).toEqual(['a', 'b', 'c', 'broken']);
    expect(ids(ALL, 'jaccard', true)).toEqual(['c', 'b', 'a', 'broken']);
  });

  it('filters by figure, name and state', () => {
    expect(ids({ ...ALL, below: 0.65 }, 'jaccard')).toEqual(['a', 'b']);
    expect(ids({ ...ALL, name: 'B' }, 'id')).toEqual(['b', 'broken']);
    expect(ids({ ...ALL, status: 'failed' }, 'id')).toEqual(['broken']);
  });
});
