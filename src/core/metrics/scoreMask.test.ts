import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawMask } from '@/core/mask/drawMask';
import { countConfusion } from './confusion';
import { scoreCounts, scoreMask } from './scoreMask';

const truth = drawMask('.....', '.###.', '.###.', '.###.', '.....');
const empty = drawMask('.....', '.....', '.....', '.....', '.....');
const full = drawMask('#####', '#####', '#####', '#####', '#####');

describe('scoreMask', () => {
  it('counts a drawn 5 × 5 grid', () => {
    const shifted = drawMask('.....', '.....', '..###', '..###', '..###');
    const scores = scoreMask(shifted, truth);
    expect(scores).toEqual({
      counts: { truePositive: 4, falsePositive: 5, falseNegative: 5, trueNegative: 11 },
      accuracy: 15 / 25,
      dice: 8 / 18,
      jaccard: 4 / 14,
      thresholdedJaccard: 0,
      recall: 4 / 9,
      precision: 4 / 9,
      specificity: 11 / 16,
    });
  });

  it('is 1 throughout for the truth itself', () => {
    const { counts, ...measures } = scoreMask(truth, truth);
    expect(counts).toEqual({
      truePositive: 9,
      falsePositive: 0,
      falseNegative: 0,
      trueNegative: 16,
    });
    expect(Object.values(measures)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  it('counts a ratio with nothing below the line as 1', () => {
    expect(scoreMask(empty, empty)).toMatchObject({
      dice: 1,
      jaccard: 1,
      recall: 1,
      precision: 1,
      specificity: 1,
    });
    expect(scoreMask(full, full)).toMatchObject({
      dice: 1,
      jaccard: 1,
      recall: 1,
      precision: 1,
      specificity: 1,
    });
    expect(scoreMask(empty, truth)).toMatchObject({
      dice: 0,
      jaccard: 0,
      recall: 0,
      precision: 1,
      specificity: 1,
    });
    expect(scoreMask(truth, empty)).toMatchObject({
      dice: 0,
      recall: 1,
      precision: 0,
      specificity: 16 / 25,
    });
    expect(scoreMask(empty, full)).toMatchObject({
      accuracy: 0,
      recall: 0,
      precision: 1,
      specificity: 1,
    });
  });

  it('has Dice = 2J / (1 + J), and the thresholded Jaccard is J or 0', () => {
    const count = fc.integer({ min: 0, max: 1e8 });
    fc.assert(
      fc.property(
        count,
        count,
        count,
        count,
        (truePositive, falsePositive, falseNegative, trueNegative) => {
          const { dice, jaccard, thresholdedJaccard } = scoreCounts({
            truePositive,
            falsePositive,
            falseNegative,
            trueNegative,
          });
          expect(dice).toBeCloseTo((2 * jaccard) / (1 + jaccard), 12);
          expect(thresholdedJaccard).toBe(jaccard >= 0.65 ? jaccard : 0);
        },
      ),
    );
  });

  it('keeps a Jaccard of exactly 0.65', () => {
    const counts = { truePositive: 65, falsePositive: 20, falseNegative: 15, trueNegative: 0 };
    expect(scoreCounts(counts).thresholdedJaccard).toBe(0.65);
  });

  it('refuses masks of two sizes', () => {
    expect(() => countConfusion(truth, drawMask('..'))).toThrow(RangeError);
  });
});
