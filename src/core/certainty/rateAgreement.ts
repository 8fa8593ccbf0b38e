/** In words, what an agreement means for the mask. */
export type Agreement = 'high' | 'fair' | 'low';

/**
 * From validation pictures that took no part in the training (188 of isic/train, 104 of phone/train; 42 % of their masks
 * were misses, Jaccard below 0.65; ROC area 0.95). Of the masks with an agreement of 0.95 or more 5 % missed (51 % of
 * the pictures), from 0.90 on 54 % (13 %), below 90 % (36 %). Counted for the present model, from the root, by
 * `lentigo-agreement --model public/models/light --set $DATA/isic/train --set $DATA/phone/train --part validation
 * --data training/prepared --most 188`.
 */
export const HIGH_FROM = 0.95;
export const FAIR_FROM = 0.9;

/** `agreement` 0..1. */
export function rateAgreement(agreement: number): Agreement {
  if (agreement >= HIGH_FROM) return 'high';
  return agreement >= FAIR_FROM ? 'fair' : 'low';
}
