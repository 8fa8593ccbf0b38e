/** Whether a training helped, told from the test part alone. */
import type { Interval } from '@/core/evaluation/bootstrap';
import type { Comparison } from '@/core/evaluation/compare';

/** The change of the mean Dice, after minus before, with its 95 % interval. */
export type DiceChange = {
  readonly pictures: number;
  readonly mean: number;
  readonly interval: Interval;
};

export type Verdict = {
  /**
   * better: the whole interval lies above 0. unclear: it holds 0, or one picture makes it. worse: the mean itself is
   * not above 0.
   */
  readonly kind: 'better' | 'unclear' | 'worse';
  readonly change: DiceChange;
};

/** One picture, drawn again and again, is an interval without width. */
const FEWEST_PICTURES = 2;

/** `comparison` is of after (first) and before (second); null where no picture was scored for both. */
export function judgeTraining(comparison: Comparison | null): Verdict | null {
  const change = diceChange(comparison);
  if (change === null) return null;
  const isSure = change.interval[0] > 0 && change.pictures >= FEWEST_PICTURES;
  const kind = change.mean <= 0 ? 'worse' : isSure ? 'better' : 'unclear';
  return { kind, change };
}

export function diceChange(comparison: Comparison | null): DiceChange | null {
  const dice = comparison?.differences.find(({ key }) => key === 'dice');
  if (dice?.interval == null) return null;
  return { pictures: dice.pictures, mean: dice.mean, interval: dice.interval };
}
