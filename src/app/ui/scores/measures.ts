/** What each measure says, in one sentence, and how it is shown. */
import type { RatioName } from '@/core/metrics/formulas';

export type RatioMeasure = {
  readonly name: string;
  readonly ratio: RatioName;
  readonly sentence: string;
  /** How two human readers of one picture meet, where that is known. */
  readonly readers: ReadersRange | null;
};

/** Means and medians over pairs of readers, 0..1. */
export type ReadersRange = { readonly mean: number; readonly median: number };

/**
 * Pairs of human masks of ISIC 2017's test pictures that have more than one (379 pairs of 379 pictures), counted by
 * IMA++ (sfu-mial/IMAplusplus, output/metrics). Pictures that several people outlined may be harder than the rest.
 */
export const READERS: { readonly dice: ReadersRange; readonly jaccard: ReadersRange } = {
  dice: { mean: 0.81, median: 0.895 },
  jaccard: { mean: 0.723, median: 0.81 },
};

export const RATIO_MEASURES: readonly RatioMeasure[] = [
  {
    name: 'Dice (F1)',
    ratio: 'dice',
    sentence: 'Twice what mask and truth share, over the sum of both areas.',
    readers: READERS.dice,
  },
  {
    name: 'Jaccard (IoU)',
    ratio: 'jaccard',
    sentence: 'What mask and truth share, over all that either of them marks.',
    readers: READERS.jaccard,
  },
  {
    name: 'Recall (sensitivity)',
    ratio: 'recall',
    sentence: 'How much of the true lesion the mask found.',
    readers: null,
  },
  {
    name: 'Precision',
    ratio: 'precision',
    sentence: 'How much of the mask is truly lesion.',
    readers: null,
  },
  {
    name: 'Specificity',
    ratio: 'specificity',
    sentence:
      'How much of the skin around the lesion the mask left out. A small lesion makes it high by itself.',
    readers: null,
  },
  {
    name: 'Accuracy',
    ratio: 'accuracy',
    sentence: 'How many of all pixels are right. A small lesion makes it high by itself.',
    readers: null,
  },
];
