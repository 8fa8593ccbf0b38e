import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawSome, groupOf, splitPairs } from './split';

const names = (count: number) => Array.from({ length: count }, (_, i) => `img${i}`);
const count = (parts: ReadonlyMap<string, string>, part: string) =>
  [...parts.values()].filter((one) => one === part).length;

describe('groupOf', () => {
  it.each([
    ['PAT_8_15_820', 'pat 8'],
    ['pat_8_16_1', 'pat 8'],
    ['patient12_left', 'patient 12'],
    ['lesion-3', 'lesion 3'],
    ['isic_0000001', 'isic_0000001'],
    ['pattern_3', 'pattern_3'],
  ])('of %s is %s', (id, group) => expect(groupOf(id)).toBe(group));
});

describe('splitPairs', () => {
  it.each([
    [5, 3, 1, 1],
    [12, 7, 3, 2],
    [30, 18, 6, 6],
    [100, 60, 20, 20],
    [3, 1, 1, 1],
  ])('cuts %i into %i, %i and %i', (all, training, validation, test) => {
    const parts = splitPairs(names(all), 1);
    expect(['training', 'validation', 'test'].map((part) => count(parts, part))).toEqual([
      training,
      validation,
      test,
    ]);
  });

  it('is the same for the same seed in any order, and another for another', () => {
    const ids = names(40);
    const parts = splitPairs(ids, 7);
    expect(new Map([...splitPairs(ids.toReversed(), 7)].sort())).toEqual(
      new Map([...parts].sort()),
    );
    expect(splitPairs(ids, 8)).not.toEqual(parts);
  });

  it('keeps a patient’s pictures together, whatever the seed', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(fc.nat(9), { minLength: 20, maxLength: 60 }),
        (seed, patients) => {
          const ids = patients.map((patient, i) => `PAT_${patient}_${i}`);
          fc.pre(new Set(patients).size >= 3);
          const parts = splitPairs(ids, seed);
          for (const id of ids) {
            const kin = ids.filter((other) => groupOf(other) === groupOf(id));
            expect(new Set(kin.map((other) => parts.get(other))).size).toBe(1);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('splits the pictures of two patients all the same', () => {
    const parts = splitPairs(['PAT_1_1', 'PAT_1_2', 'PAT_1_3', 'PAT_2_1', 'PAT_2_2'], 1);
    expect(count(parts, 'test')).toBe(1);
  });
});

describe('drawSome', () => {
  it('draws so many, the same by the same seed, in their order', () => {
    const drawn = drawSome(names(50), 10, 3);
    expect(drawn).toHaveLength(10);
    expect(drawSome(names(50), 10, 3)).toEqual(drawn);
    expect(names(50).filter((id) => drawn.includes(id))).toEqual(drawn);
    expect(drawSome(names(5), 10, 3)).toHaveLength(5);
  });
});
