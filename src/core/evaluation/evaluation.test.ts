import { describe, expect, it } from 'vitest';
import { scoreCounts } from '@/core/metrics/scoreMask';
import type { ConfusionCounts } from '@/core/metrics/types';
import { runSteps } from '@/core/steps';
import { meanIntervals } from './bootstrap';
import { comparisonSteps } from './compare';
import { findExemplars } from './exemplars';
import { countBins } from './histogram';
import { reckonPace } from './pace';
import { percentileOf } from './order';
import { summariseByBorder } from './summariseByBorder';
import { summarise, summarySteps } from './summarise';
import { meanCurve, packCurve } from './sweep';
import type { EvaluationRow, Outcome } from './types';
import { complementaryError, testSignedRanks } from './wilcoxon';

const BOUNDARY = { kind: 'measured', hausdorff95Px: 4, meanSurfacePx: 1 } as const;
const EMPTY = { kind: 'undefined', empty: 'mask' } as const;

function counts(tp: number, fp: number, fn: number, tn: number): ConfusionCounts {
  return { truePositive: tp, falsePositive: fp, falseNegative: fn, trueNegative: tn };
}

function row(id: string, main: Outcome, rival?: Outcome): EvaluationRow {
  const outcomes = rival === undefined ? { main } : { main, rival };
  return { id, outcomes, size: { width: 10, height: 10 }, sweep: null };
}

function scored(tp: number, fp: number, fn: number): Outcome {
  return {
    kind: 'scored',
    counts: counts(tp, fp, fn, 100 - tp - fp - fn),
    boundary: tp + fp === 0 ? EMPTY : BOUNDARY,
  };
}

const FAILED: Outcome = { kind: 'failed', failure: { code: 'file-damaged', detail: 'broken' } };

describe('summarise', () => {
  const rows = [row('a', scored(10, 0, 0)), row('b', scored(30, 30, 10)), row('c', FAILED)];

  it('takes the mean of the pictures, their median, and all pixels together', () => {
    const summary = summarise(rows, 'main')!;
    expect(summary).toMatchObject({ scored: 2, failed: 1, missed: 0.5 });
    expect(summary.measures.jaccard.mean).toBeCloseTo((1 + 30 / 70) / 2, 12);
    expect(summary.measures.jaccard.median).toBeCloseTo((1 + 30 / 70) / 2, 12);
    expect(summary.measures.jaccard.pooled).toBeCloseTo(40 / 80, 12);
    expect(summary.measures.thresholdedJaccard).toMatchObject({ mean: 0.5, pooled: null });
  });

  it('says over how many pictures a distance is', () => {
    const summary = summarise([row('a', scored(10, 0, 0)), row('e', scored(0, 0, 10))], 'main')!;
    expect(summary.measures.hausdorff95Px).toMatchObject({ pictures: 1, mean: 4 });
    expect(summary.measures.dice.pictures).toBe(2);
  });

  it('has nothing to say of nothing', () => {
    expect(summarise([row('c', FAILED)], 'main')).toBeNull();
  });

  it('gives intervals that are the same every time', () => {
    const [first, second] = [1, 2].map(() => runSteps(summarySteps(rows, 'main', 500)));
    expect(first).toEqual(second);
    expect(first!.measures.jaccard.interval).toEqual([30 / 70, 1]);
  });
});

describe('meanIntervals', () => {
  it('is about 1.96 standard errors to either side', () => {
    const values = Float64Array.from({ length: 400 }, (_, i) => Math.sin(i * 12.9898) * 0.5);
    const mean = values.reduce((a, b) => a + b) / 400;
    const error = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / 400 / 400);
    const [low, high] = runSteps(meanIntervals([values], 4000))[0]!;
    expect(Math.abs(low - (mean - 1.96 * error))).toBeLessThan(0.1 * error);
    expect(Math.abs(high - (mean + 1.96 * error))).toBeLessThan(0.1 * error);
  });

  it('leaves out what is not there, and a column of nothing', () => {
    const [one, none] = runSteps(
      meanIntervals([Float64Array.of(3, NaN, 3), Float64Array.of(NaN, NaN, NaN)], 50),
    );
    expect(one).toEqual([3, 3]);
    expect(none).toBeNull();
  });
});

describe('testSignedRanks', () => {
  it('is exact for few differences: all eight of one sign have p = 2 / 256', () => {
    const test = testSignedRanks([1, 2, 3, 4, 5, 6, 7, 8])!;
    expect(test).toMatchObject({ statistic: 0, pairs: 8, method: 'exact' });
    expect(test.pValue).toBeCloseTo(2 / 256, 14);
  });

  it('leaves zeros out and gives equals their mean rank', () => {
    const test = testSignedRanks([0, 1, -1, 2, 0])!;
    expect(test).toMatchObject({ statistic: 1.5, pairs: 3, method: 'normal' });
  });

  it('says that there is nothing to test', () => {
    expect(testSignedRanks([0, 0])).toBeNull();
  });

  it.each([
    [0, 1],
    [0.5, 0.4795001221869535],
    [1.9999, 0.004679799964467],
    [2.0001, 0.004675666942596],
    [5, 1.5374597944280347e-12],
  ])('erfc(%d) is %d', (x, expected) => {
    expect(Math.abs(complementaryError(x) / expected - 1)).toBeLessThan(2e-6);
  });
});

describe('comparisonSteps', () => {
  it('compares on the pictures that both have, and names who changed sides', () => {
    const rows = [
      row('a', scored(90, 0, 0), scored(50, 40, 0)),
      row('b', scored(10, 10, 10), scored(30, 0, 0)),
      row('c', scored(40, 0, 0), scored(40, 0, 0)),
      row('d', scored(5, 0, 0), FAILED),
    ];
    const found = runSteps(comparisonSteps(rows, 'main', 'rival', 200))!;
    expect(found.firstAlone).toEqual(['a']);
    expect(found.secondAlone).toEqual(['b']);
    const dice = found.differences.find(({ key }) => key === 'dice')!;
    expect(dice.pictures).toBe(3);
    expect(dice.mean).toBeCloseTo((1 - 100 / 140 + (0.5 - 1) + 0) / 3, 12);
    expect(dice.test).toMatchObject({ pairs: 2 });
  });
});

describe('summariseByBorder', () => {
  const rows = [
    { ...row('a', scored(90, 0, 10)), truthBorder: 'smooth' } as const,
    { ...row('b', scored(50, 0, 50)), truthBorder: 'smooth' } as const,
    { ...row('c', scored(40, 0, 0)), truthBorder: 'ragged' } as const,
    row('d', scored(5, 0, 0)),
  ];

  it('parts the means by the truths that have each', () => {
    const found = summariseByBorder(rows, 'main');
    expect(found.map(({ border, summary }) => [border, summary.scored])).toEqual([
      ['smooth', 2],
      ['ragged', 1],
    ]);
    expect(found[0]!.summary.measures.recall.mean).toBeCloseTo(0.7, 12);
    expect(found[1]!.summary.measures.recall.mean).toBe(1);
  });

  it('says nothing where all are alike', () => {
    expect(summariseByBorder(rows.slice(0, 2), 'main')).toEqual([]);
  });
});

describe('the rest', () => {
  it('counts bins, the last one with 1', () => {
    expect(countBins([0, 0.05, 0.5, 0.99, 1], 10)).toEqual([2, 0, 0, 0, 0, 1, 0, 0, 0, 2]);
  });

  it('finds percentiles as numpy does', () => {
    expect(percentileOf([4, 1, 3, 2], 0.25)).toBe(1.75);
    expect(percentileOf([], 0.5)).toBeNaN();
  });

  it('takes the worst, the middle and the best', () => {
    const rows = Array.from({ length: 9 }, (_, i) => row(String(i), scored(10 + i, 9 - i, 0)));
    expect(findExemplars(rows, 'main', 2).map(({ id, place }) => id + place)).toEqual([
      '0worst',
      '1worst',
      '3median',
      '4median',
      '7best',
      '8best',
    ]);
    expect(findExemplars(rows.slice(0, 1), 'main', 2)).toHaveLength(1);
  });

  it('reckons the pace from the last pictures', () => {
    expect(reckonPace([0, 500, 1000], 10)).toEqual({ picturesPerSecond: 2, secondsLeft: 5 });
    expect(reckonPace([5], 10)).toBeNull();
  });

  it('averages curves', () => {
    const curve = (dice: number) =>
      Array.from({ length: 99 }, (_, k) => {
        const { jaccard, precision, recall } = scoreCounts(counts(1, 1, 0, 0));
        return { threshold: (k + 1) / 100, dice, jaccard, precision, recall };
      });
    const rows = [0.25, 0.75].map((dice) => ({
      ...row('x', FAILED),
      sweep: packCurve(curve(dice)),
    }));
    const mean = meanCurve([...rows, row('y', FAILED)])!;
    expect(mean[49]).toEqual({
      threshold: 0.5,
      dice: 0.5,
      jaccard: 0.5,
      precision: 0.5,
      recall: 1,
    });
    expect(meanCurve([])).toBeNull();
  });
});
