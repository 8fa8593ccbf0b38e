/** The overlap measures as sums of counts over sums of counts, to be shown with a case's own numbers. */
import type { ConfusionCounts } from './types';

export type RatioName = 'dice' | 'jaccard' | 'recall' | 'precision' | 'specificity' | 'accuracy';

export type Term = { readonly times: number; readonly count: keyof ConfusionCounts };

export type Formula = { readonly above: readonly Term[]; readonly below: readonly Term[] };

const TP: Term = { times: 1, count: 'truePositive' };
const FP: Term = { times: 1, count: 'falsePositive' };
const FN: Term = { times: 1, count: 'falseNegative' };
const TN: Term = { times: 1, count: 'trueNegative' };
const TWICE_TP: Term = { times: 2, count: 'truePositive' };

/** What `scoreCounts` computes. */
export const FORMULAS: Readonly<Record<RatioName, Formula>> = {
  dice: { above: [TWICE_TP], below: [TWICE_TP, FP, FN] },
  jaccard: { above: [TP], below: [TP, FP, FN] },
  recall: { above: [TP], below: [TP, FN] },
  precision: { above: [TP], below: [TP, FP] },
  specificity: { above: [TN], below: [TN, FP] },
  accuracy: { above: [TP, TN], below: [TP, FP, FN, TN] },
};

const SHORT: Readonly<Record<keyof ConfusionCounts, string>> = {
  truePositive: 'TP',
  falsePositive: 'FP',
  falseNegative: 'FN',
  trueNegative: 'TN',
};

const whole = new Intl.NumberFormat('en');

/** '2 · TP / (2 · TP + FP + FN)' */
export function writeFormula({ above, below }: Formula): string {
  return write(above, below, (count) => SHORT[count]);
}

/** The same with a case's counts: '2 · 1,234 / (2 · 1,234 + 5 + 6)'. */
export function fillFormula({ above, below }: Formula, counts: ConfusionCounts): string {
  return write(above, below, (count) => whole.format(counts[count]));
}

/** The denominator; 0 is the case that the rules count as 1. */
export function denominatorOf({ below }: Formula, counts: ConfusionCounts): number {
  return below.reduce((sum, { times, count }) => sum + times * counts[count], 0);
}

function write(
  above: readonly Term[],
  below: readonly Term[],
  word: (count: keyof ConfusionCounts) => string,
): string {
  const sum = (terms: readonly Term[]) =>
    terms
      .map(({ times, count }) => (times === 1 ? word(count) : `${times} · ${word(count)}`))
      .join(' + ');
  const top = above.length > 1 ? `(${sum(above)})` : sum(above);
  return `${top} / (${sum(below)})`;
}
