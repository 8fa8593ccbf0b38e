import { describe, expect, it } from 'vitest';
import { canTrainOn, checkPairs, isUsable, judgeSet, type PairFacts } from './checks';
import { splitPairs } from './split';

function facts(id: string, change: Partial<PairFacts> = {}): PairFacts {
  return {
    id,
    size: { width: 4, height: 3 },
    lesionShare: 0.2,
    pictureHash: `hash of ${id}`,
    isTruthThePicture: false,
    ...change,
  };
}
const some = (count: number, change: Partial<PairFacts> = {}) =>
  checkPairs(
    Array.from({ length: count }, (_, i) => facts(`p${i}`, change)).map((one, i) => ({
      ...one,
      pictureHash: String(i),
    })),
  );
function judge(pairs: ReturnType<typeof checkPairs>, seed = 1) {
  const parts = splitPairs(
    pairs.map(({ id }) => id),
    seed,
  );
  return judgeSet(pairs, (id) => parts.get(id)!, new Set());
}

describe('checkPairs', () => {
  it('leaves out a second one of the same pixels, and a truth that is the picture', () => {
    const checked = checkPairs([
      facts('a', { pictureHash: 'x' }),
      facts('b', { pictureHash: 'x' }),
      facts('c', { isTruthThePicture: true }),
    ]);
    expect(checked.map(({ remark }) => remark)).toEqual([
      null,
      { kind: 'duplicate', of: 'a' },
      { kind: 'truth-is-picture' },
    ]);
    expect(checked.filter(isUsable).map(({ id }) => id)).toEqual(['a']);
  });

  it('keeps a pair whose picture was seen only where the truth was the picture', () => {
    const checked = checkPairs([
      facts('a', { pictureHash: 'x', isTruthThePicture: true }),
      facts('b', { pictureHash: 'x' }),
      facts('c', { pictureHash: 'x' }),
    ]);
    expect(checked.map(({ remark }) => remark)).toEqual([
      { kind: 'truth-is-picture' },
      null,
      { kind: 'duplicate', of: 'b' },
    ]);
  });

  it('tells of empty and of full truths, and uses them', () => {
    const checked = checkPairs([facts('a', { lesionShare: 0 }), facts('b', { lesionShare: 1 })]);
    expect(checked.map(({ remark }) => remark?.kind)).toEqual(['truth-empty', 'truth-full']);
    expect(checked.every(isUsable)).toBe(true);
  });
});

describe('judgeSet', () => {
  it('refuses four, takes five, and is content with thirty', () => {
    expect(judge(some(4))).toEqual({ kind: 'too-few', pairs: 4 });
    expect(judge(some(5))).toEqual({ kind: 'few', pairs: 5 });
    expect(judge(some(30))).toEqual({ kind: 'good' });
    expect([judge(some(4)), judge(some(5))].map(canTrainOn)).toEqual([false, true]);
  });

  it('refuses truths that are all empty, and an empty part', () => {
    expect(judge(some(8, { lesionShare: 0 }))).toEqual({ kind: 'all-empty' });
    expect(judgeSet(some(8), () => 'training', new Set())).toEqual({
      kind: 'empty-part',
      part: 'validation',
    });
  });

  it('tells how many of the test part the network knows already, and of no others', () => {
    const pairs = some(10);
    const parts = splitPairs(
      pairs.map(({ id }) => id),
      1,
    );
    const inPart = (part: string) => pairs.filter(({ id }) => parts.get(id) === part);
    const judgeSeen = (seen: typeof pairs) =>
      judgeSet(pairs, (id) => parts.get(id)!, new Set(seen.map((one) => one.pictureHash)));
    const [learned, tested] = [inPart('training'), inPart('test')];
    expect(judgeSeen(learned)).toEqual({ kind: 'few', pairs: 10 });
    const verdict = judgeSeen([...learned, ...tested]);
    expect(verdict).toEqual({ kind: 'seen', pictures: tested.length });
    expect(canTrainOn(verdict)).toBe(true);
  });

  it('tells of a patient on both sides', () => {
    const pairs = checkPairs(
      ['PAT_1_1', 'PAT_1_2', 'PAT_2_1', 'PAT_2_2', 'PAT_3_1'].map((id) => facts(id)),
    );
    const parts = ['training', 'test', 'training', 'validation', 'training'] as const;
    const verdict = judgeSet(
      pairs,
      (id) => parts[pairs.findIndex((pair) => pair.id === id)]!,
      new Set(),
    );
    expect(verdict).toEqual({ kind: 'mixed', group: 'pat 1' });
    expect(canTrainOn(verdict)).toBe(true);
  });
});
