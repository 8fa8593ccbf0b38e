/** Two contenders on the same pictures: only those that both were scored on count. */
import { JACCARD_THRESHOLD } from '@/core/metrics/scoreMask';
import type { Steps } from '@/core/steps';
import { type Interval, meanIntervals } from './bootstrap';
import { figuresOf, MEASURES, type MeasureKey } from './measures';
import { meanOf, medianOf } from './order';
import type { ContenderId, EvaluationRow } from './types';
import { testSignedRanks, type WilcoxonResult } from './wilcoxon';

/** Of one measure: first minus second. */
export type PairedDifference = {
  readonly key: MeasureKey;
  readonly pictures: number;
  readonly mean: number;
  readonly median: number;
  /** 95 %, of the mean difference. */
  readonly interval: Interval | null;
  /** Null where no picture differs. */
  readonly test: WilcoxonResult | null;
};

export type Comparison = {
  readonly first: ContenderId;
  readonly second: ContenderId;
  readonly differences: readonly PairedDifference[];
  /** Ids of the pictures whose Jaccard reaches 0.65 with one alone. */
  readonly firstAlone: readonly string[];
  readonly secondAlone: readonly string[];
};

/** Null where no picture was scored for both. Pauses between the bootstrap's rounds. */
export function* comparisonSteps(
  rows: readonly EvaluationRow[],
  first: ContenderId,
  second: ContenderId,
  rounds?: number,
): Steps<Comparison | null> {
  const both = rows.flatMap(({ id, outcomes }) => {
    const one = figuresOf(outcomes[first]);
    const other = figuresOf(outcomes[second]);
    return one === null || other === null ? [] : [{ id, one, other }];
  });
  if (both.length === 0) return null;
  const columns = MEASURES.map(({ key }) =>
    Float64Array.from(both, ({ one, other }) => (one[key] ?? NaN) - (other[key] ?? NaN)),
  );
  const intervals = yield* meanIntervals(columns, rounds);
  const differences = MEASURES.map(({ key }, index): PairedDifference => {
    const values = Array.from(columns[index]!.filter((value) => !Number.isNaN(value)));
    return {
      key,
      pictures: values.length,
      mean: meanOf(values),
      median: medianOf(values),
      interval: intervals[index] ?? null,
      test: testSignedRanks(values),
    };
  });
  const reaches = (jaccard: number | null) => (jaccard ?? 0) >= JACCARD_THRESHOLD;
  const alone = (isFirst: boolean) =>
    both
      .filter(({ one, other }) => {
        const [a, b] = [reaches(one.jaccard), reaches(other.jaccard)];
        return a !== b && a === isFirst;
      })
      .map(({ id }) => id);
  return { first, second, differences, firstAlone: alone(true), secondAlone: alone(false) };
}
