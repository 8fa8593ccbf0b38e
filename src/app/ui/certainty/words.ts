/** What the page says about certainty. */
import type { Warning } from '@/core/certainty/findWarnings';
import type { Agreement } from '@/core/certainty/rateAgreement';

/** `short` for the picture's corner, `long` with what to do. */
export const WARNINGS: Record<Warning, { readonly short: string; readonly long: string }> = {
  'no-lesion': {
    short: 'no lesion found',
    long: 'No lesion found. Lower the threshold, or check that the picture shows one.',
  },
  erased: {
    short: 'no outline left',
    long: 'The corrections leave no outline. Undo one, or add an area.',
  },
  'low-agreement': {
    short: 'low agreement',
    long: 'Low agreement: turned another way, the picture gets another outline.',
  },
  'several-regions': {
    short: 'several regions',
    long: 'Several regions were found. Check which of them is the lesion.',
  },
  'touches-border': {
    short: 'touches the border',
    long: 'It touches the picture’s border: part of the lesion may lie outside.',
  },
  'very-small': {
    short: 'very small',
    long: 'It is very small, under 0.5 % of the picture: it may be a hair or a speck.',
  },
};

export const NO_WARNING = 'No warning: one region, clear of the border, not tiny.';
/** Where the agreement is low, which stands with the agreement. */
export const NO_OTHER_WARNING = 'One region, clear of the border, not tiny.';

/** In place of a meaning: the network's answers are about its own outline. */
export const CORRECTED =
  'Of the network’s own outline, and not of the one that was corrected by hand.';

export const AGREEMENT: Record<Agreement, { readonly name: string; readonly meaning: string }> = {
  high: { name: 'high', meaning: 'The outlines nearly coincide.' },
  fair: { name: 'fair', meaning: 'They differ in places: look along the border.' },
  low: {
    name: 'low',
    meaning:
      'Turned another way, the picture gets another outline, more so than where this network is right: do not trust this one unchecked.',
  },
};
