/** In words, what an agreement means for the mask. */
export type Agreement = 'high' | 'fair' | 'low';

export const HIGH_FROM = 0.95;
export const FAIR_FROM = 0.85;

/** `agreement` 0..1. */
export function rateAgreement(agreement: number): Agreement {
  if (agreement >= HIGH_FROM) return 'high';
  return agreement >= FAIR_FROM ? 'fair' : 'low';
}
