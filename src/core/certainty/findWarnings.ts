import type { Agreement } from './rateAgreement';

/** Why an outline should not be taken as it is, in the order in which they are told. */
export type Warning =
  'no-lesion' | 'erased' | 'low-agreement' | 'several-regions' | 'touches-border' | 'very-small';

/** What is known of a mask. `lesionShare` of the picture, 0..1; `regions` before clean-up dropped any, or after corrections by hand. */
export type MaskFacts = {
  readonly lesionShare: number;
  readonly regions: number;
  readonly touchesBorder: boolean;
};

/**
 * Share of the picture. Of the 2680 lesions that the network learned from, 2 cover less (isic/train, phone/train): a
 * mask as small as that is more likely a hair, a bubble or a speck.
 */
export const VERY_SMALL_SHARE = 0.005;

/** `agreement` is null until, or unless, it is known. */
export function findWarnings(facts: MaskFacts, agreement: Agreement | null): readonly Warning[] {
  if (facts.lesionShare === 0) return ['no-lesion'];
  const found: Warning[] = [];
  if (agreement === 'low') found.push('low-agreement');
  if (facts.regions > 1) found.push('several-regions');
  if (facts.touchesBorder) found.push('touches-border');
  if (facts.lesionShare < VERY_SMALL_SHARE) found.push('very-small');
  return found;
}
