/** Which rows are shown, and in which order. */
import type { EvaluatedRow } from '@/app/store/evaluation';
import { figuresOf, type MeasureKey } from '@/core/evaluation/measures';
import type { ContenderId } from '@/core/evaluation/types';

export type SortBy = { readonly key: MeasureKey | 'id'; readonly isDescending: boolean };

export type RowFilter = {
  readonly name: string;
  readonly status: 'all' | 'scored' | 'failed';
  readonly measure: MeasureKey;
  /** Only rows whose measure is below this; null for all. */
  readonly below: number | null;
};

/** Rows without the figure that is sorted by come last in either direction. */
export function pickRows(
  rows: readonly EvaluatedRow[],
  contender: ContenderId,
  { name, status, measure, below }: RowFilter,
  { key, isDescending }: SortBy,
): readonly EvaluatedRow[] {
  const asked = name.toLowerCase();
  const picked = rows.flatMap((row) => {
    const outcome = row.outcomes[contender];
    const figures = figuresOf(outcome);
    if (!row.id.includes(asked)) return [];
    if (status !== 'all' && outcome?.kind !== status) return [];
    const value = figures?.[measure] ?? null;
    if (below !== null && (value === null || value >= below)) return [];
    return [{ row, value: key === 'id' ? null : (figures?.[key] ?? null) }];
  });
  const direction = isDescending ? -1 : 1;
  picked.sort((a, b) => {
    if (key === 'id') return direction * compare(a.row.id, b.row.id);
    if (a.value === null || b.value === null)
      return Number(a.value === null) - Number(b.value === null);
    return direction * (a.value - b.value) || compare(a.row.id, b.row.id);
  });
  return picked.map(({ row }) => row);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
