import { describe, expect, it } from 'vitest';
import { rateAgreement } from './rateAgreement';

describe('rateAgreement', () => {
  const cuts = { threshold: 0.7, high: 0.8 };

  it('goes by the cut-offs that it is given', () => {
    expect([0.699, 0.7, 0.799, 0.8, 1].map((agreement) => rateAgreement(agreement, cuts))).toEqual([
      'low',
      'fair',
      'fair',
      'high',
      'high',
    ]);
    expect(rateAgreement(0.7, { threshold: 0.71, high: 0.8 })).toBe('low');
  });

  it('calls it low where the answers agree upon no lesion', () => {
    expect(rateAgreement(null, { threshold: 0, high: 0 })).toBe('low');
  });
});
