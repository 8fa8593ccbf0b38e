import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  denominatorOf,
  fillFormula,
  FORMULAS,
  type Formula,
  type RatioName,
  writeFormula,
} from './formulas';
import { scoreCounts } from './scoreMask';
import type { ConfusionCounts } from './types';

const count = fc.integer({ min: 0, max: 12_000_000 });
const anyCounts = fc.record({
  truePositive: count,
  falsePositive: count,
  falseNegative: count,
  trueNegative: count,
});

const sum = (terms: Formula['above'], counts: ConfusionCounts) =>
  terms.reduce((total, { times, count: name }) => total + times * counts[name], 0);

describe('FORMULAS', () => {
  it.each(Object.entries(FORMULAS))('%s is what scoreCounts computes', (name, formula) => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const below = denominatorOf(formula, counts);
        const score = scoreCounts(counts)[name as RatioName];
        expect(score).toBe(below === 0 ? 1 : sum(formula.above, counts) / below);
      }),
    );
  });
});

describe('the formulas in writing', () => {
  const counts: ConfusionCounts = {
    truePositive: 1234,
    falsePositive: 5,
    falseNegative: 6,
    trueNegative: 1_000_000,
  };

  it('names the counts', () => {
    expect(writeFormula(FORMULAS.dice)).toBe('2 · TP / (2 · TP + FP + FN)');
    expect(writeFormula(FORMULAS.accuracy)).toBe('(TP + TN) / (TP + FP + FN + TN)');
  });

  it('fills them in, thousands marked', () => {
    expect(fillFormula(FORMULAS.dice, counts)).toBe('2 · 1,234 / (2 · 1,234 + 5 + 6)');
    expect(fillFormula(FORMULAS.specificity, counts)).toBe('1,000,000 / (1,000,000 + 5)');
  });
});
