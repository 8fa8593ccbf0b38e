/** What is wrong with the pairs that a network is to learn from, before it learns it. */
import type { Size } from '@/core/raster/types';
import { groupOf } from './split';
import type { DatasetPart } from './parts';

/** What is known of a pair once it was read. */
export type PairFacts = {
  readonly id: string;
  /** The picture's own size. */
  readonly size: Size;
  /** Of the picture, 0..1. */
  readonly lesionShare: number;
  /** The same for the same pixels at the size that is trained on. */
  readonly pictureHash: string;
  /** The truth shows the picture itself. */
  readonly isTruthThePicture: boolean;
};

/** Left out: duplicate and truth-is-picture. The others are told and used. */
export type PairRemark =
  | { readonly kind: 'duplicate'; readonly of: string }
  | { readonly kind: 'truth-is-picture' }
  | { readonly kind: 'truth-empty' }
  | { readonly kind: 'truth-full' };

export type CheckedPair = PairFacts & { readonly remark: PairRemark | null };

/** Fewer teach nothing that holds. */
export const LEAST_PAIRS = 5;
/** From here on a network learns a new camera well. */
export const ADVISED_PAIRS = 30;
/** A truth above this share of its picture outlines nothing. */
const FULL = 0.995;

/** Each pair with what is wrong with it; of several same pictures the first stays that has a truth. */
export function checkPairs(pairs: readonly PairFacts[]): readonly CheckedPair[] {
  const first = new Map<string, string>();
  return pairs.map((pair) => {
    const known = first.get(pair.pictureHash);
    if (known === undefined && !pair.isTruthThePicture) first.set(pair.pictureHash, pair.id);
    return { ...pair, remark: remarkOn(pair, known) };
  });
}

function remarkOn(pair: PairFacts, known: string | undefined): PairRemark | null {
  if (pair.isTruthThePicture) return { kind: 'truth-is-picture' };
  if (known !== undefined) return { kind: 'duplicate', of: known };
  if (pair.lesionShare === 0) return { kind: 'truth-empty' };
  return pair.lesionShare > FULL ? { kind: 'truth-full' } : null;
}

export function isUsable({ remark }: CheckedPair): boolean {
  return remark?.kind !== 'duplicate' && remark?.kind !== 'truth-is-picture';
}

export type SetVerdict =
  | { readonly kind: 'good' }
  /** It works; more would be better. */
  | { readonly kind: 'few'; readonly pairs: number }
  | { readonly kind: 'too-few'; readonly pairs: number }
  | { readonly kind: 'all-empty' }
  | { readonly kind: 'empty-part'; readonly part: DatasetPart }
  /** The network that is trained further knows so many pictures of the test part. */
  | { readonly kind: 'seen'; readonly pictures: number }
  /** A patient or lesion is in the test part and in another one. */
  | { readonly kind: 'mixed'; readonly group: string };

/**
 * Whether these usable pairs, in these parts, can be trained on; `seen` are hashes of pictures that the network to start
 * from has learned from. 'few', 'seen' and 'mixed' are advice; the others refuse.
 */
export function judgeSet(
  pairs: readonly CheckedPair[],
  partOf: (id: string) => DatasetPart,
  seen: ReadonlySet<string>,
): SetVerdict {
  if (pairs.length < LEAST_PAIRS) return { kind: 'too-few', pairs: pairs.length };
  if (pairs.every(({ lesionShare }) => lesionShare === 0)) return { kind: 'all-empty' };
  for (const part of ['training', 'validation', 'test'] as const) {
    const within = pairs.filter(({ id }) => partOf(id) === part);
    if (within.length === 0) return { kind: 'empty-part', part };
    if (part === 'training' && within.every(({ lesionShare }) => lesionShare === 0))
      return { kind: 'all-empty' };
  }
  const test = pairs.filter(({ id }) => partOf(id) === 'test');
  const known = test.filter(({ pictureHash }) => seen.has(pictureHash));
  if (known.length > 0) return { kind: 'seen', pictures: known.length };
  const tested = new Set(test.map(({ id }) => groupOf(id)));
  const shared = pairs.find(({ id }) => partOf(id) !== 'test' && tested.has(groupOf(id)));
  if (shared !== undefined) return { kind: 'mixed', group: groupOf(shared.id) };
  return pairs.length < ADVISED_PAIRS ? { kind: 'few', pairs: pairs.length } : { kind: 'good' };
}

export function canTrainOn({ kind }: SetVerdict): boolean {
  return ['good', 'few', 'seen', 'mixed'].includes(kind);
}
