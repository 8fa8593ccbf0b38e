/** Which cases stand for a set, as in the paper's Figure 2: the worst, the middle and the best by Jaccard. */
import { figuresOf } from './measures';
import type { ContenderId, EvaluationRow } from './types';

export type Exemplar = {
  readonly id: string;
  readonly place: 'worst' | 'median' | 'best';
  readonly jaccard: number;
  readonly dice: number;
};

/** At most `each` of every kind; no picture stands twice. In the order worst, median, best. */
export function findExemplars(
  rows: readonly EvaluationRow[],
  contender: ContenderId,
  each: number,
): readonly Exemplar[] {
  const ranked = rows
    .flatMap(({ id, outcomes }) => {
      const figures = figuresOf(outcomes[contender]);
      return figures === null ? [] : [{ id, jaccard: figures.jaccard!, dice: figures.dice! }];
    })
    .sort((a, b) => a.jaccard - b.jaccard || (a.id < b.id ? -1 : 1));
  const count = Math.min(each, Math.max(1, Math.floor(ranked.length / 3)));
  const middle = Math.max(count, Math.floor((ranked.length - count) / 2));
  const best = Math.max(middle + count, ranked.length - count);
  return [
    ...ranked.slice(0, count).map((one) => ({ ...one, place: 'worst' as const })),
    ...ranked.slice(middle, middle + count).map((one) => ({ ...one, place: 'median' as const })),
    ...ranked.slice(best).map((one) => ({ ...one, place: 'best' as const })),
  ];
}
