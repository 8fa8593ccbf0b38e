/**
 * A contender's figures over the whole set, by three rules that are named wherever they are shown: the mean of the
 * pictures' figures (the ISIC challenge's and the paper's), their median, and one figure from all pixels together
 * (pooled), in which large lesions count for more.
 */
import type { ConfusionCounts, Scores } from '@/core/metrics/types';
import { scoreCounts } from '@/core/metrics/scoreMask';
import { runSteps, type Steps } from '@/core/steps';
import { type Interval, meanIntervals } from './bootstrap';
import { MEASURES, type MeasureKey, toFigures } from './measures';
import { meanOf, medianOf } from './order';
import type { ContenderId, EvaluationRow, ScoredOutcome } from './types';

export type MeasureSummary = {
  /** Over how many pictures; fewer than were scored where the figure is not defined on some. */
  readonly pictures: number;
  readonly mean: number;
  readonly median: number;
  /** 95 %, of the mean; null before it was reckoned and where there is no figure. */
  readonly interval: Interval | null;
  /** From all pixels together; null for what is no ratio of pixels. */
  readonly pooled: number | null;
};

export type Summary = {
  readonly contender: ContenderId;
  /** Pictures that count, and those that could not be scored. */
  readonly scored: number;
  readonly failed: number;
  readonly measures: Readonly<Record<MeasureKey, MeasureSummary>>;
  /** Share of the scored pictures with a Jaccard below 0.65, 0..1. */
  readonly missed: number;
};

const NO_COUNTS: ConfusionCounts = {
  truePositive: 0,
  falsePositive: 0,
  falseNegative: 0,
  trueNegative: 0,
};

/** Null where nothing was scored. Without intervals: those come from `summarySteps`. */
export function summarise(rows: readonly EvaluationRow[], contender: ContenderId): Summary | null {
  return runSteps(summarySteps(rows, contender, 0));
}

/** The same with bootstrap intervals of so many rounds; pauses between rounds. */
export function* summarySteps(
  rows: readonly EvaluationRow[],
  contender: ContenderId,
  rounds?: number,
): Steps<Summary | null> {
  const scored = scoredOf(rows, contender);
  if (scored.length === 0) return null;
  const figures = scored.map(toFigures);
  const columns = MEASURES.map(({ key }) => Float64Array.from(figures, (one) => one[key] ?? NaN));
  const intervals = rounds === 0 ? [] : yield* meanIntervals(columns, rounds);
  const pooled = scoreCounts(scored.reduce((sum, { counts }) => addCounts(sum, counts), NO_COUNTS));
  const measures = MEASURES.map(({ key }, index) => {
    const values = figures.flatMap((one) => one[key] ?? []);
    const summary: MeasureSummary = {
      pictures: values.length,
      mean: meanOf(values),
      median: medianOf(values),
      interval: intervals[index] ?? null,
      pooled: pooledFigure(pooled, key),
    };
    return [key, summary] as const;
  });
  return {
    contender,
    scored: scored.length,
    failed: rows.filter(({ outcomes }) => outcomes[contender]?.kind === 'failed').length,
    measures: Object.fromEntries(measures) as Record<MeasureKey, MeasureSummary>,
    missed:
      figures.filter(({ thresholdedJaccard }) => thresholdedJaccard === 0).length / scored.length,
  };
}

export function scoredOf(
  rows: readonly EvaluationRow[],
  contender: ContenderId,
): readonly ScoredOutcome[] {
  return rows.flatMap(({ outcomes }) => {
    const outcome = outcomes[contender];
    return outcome?.kind === 'scored' ? [outcome] : [];
  });
}

/** A thresholded Jaccard of all pixels together says nothing, and a distance is no ratio. */
function pooledFigure(pooled: Scores, key: MeasureKey): number | null {
  if (key === 'thresholdedJaccard' || key === 'hausdorff95Px' || key === 'meanSurfacePx')
    return null;
  return pooled[key];
}

function addCounts(a: ConfusionCounts, b: ConfusionCounts): ConfusionCounts {
  return {
    truePositive: a.truePositive + b.truePositive,
    falsePositive: a.falsePositive + b.falsePositive,
    falseNegative: a.falseNegative + b.falseNegative,
    trueNegative: a.trueNegative + b.trueNegative,
  };
}
