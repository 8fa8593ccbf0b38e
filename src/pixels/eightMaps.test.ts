import { describe, expect, it } from 'vitest';
import { fitInto } from '@/core/raster/fit';
import { symmetriesOf, turnMap } from '@/core/raster/symmetries';
import type { ProbabilityMap } from '@/core/raster/types';
import type { Case, CaseProbabilities } from './caseStore';
import { prepareProbabilities } from './developMask';
import { EightMapsStore } from './eightMaps';

const SIZE = { width: 2, height: 2 };
const map = (...data: readonly number[]): ProbabilityMap => ({
  ...SIZE,
  data: Float32Array.from(data),
});
const makeCase = (first: ProbabilityMap): Case & { probabilities: CaseProbabilities } => ({
  file: new Blob([]),
  size: SIZE,
  image: null,
  probabilities: prepareProbabilities(first, fitInto(SIZE, SIZE, 'stretch')),
  truth: null,
});
const first = map(0.1, 0.2, 0.3, 0.4);

/** The answers of a network to which all ways round are the same. */
function addAll(store: EightMapsStore, one: Case & { probabilities: CaseProbabilities }) {
  const eight = store.of(one);
  const { map: given } = eight.first;
  const rest = symmetriesOf(SIZE).slice(1);
  return rest.map((symmetry) => store.add(one, eight, symmetry, turnMap(given, symmetry)));
}

describe('EightMapsStore', () => {
  it('counts the first answer and brings the others back onto the picture', () => {
    const store = new EightMapsStore();
    const one = makeCase(first);
    expect(addAll(store, one)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    const { combined } = store.find(one)!;
    for (const [i, value] of first.data.entries()) {
      expect(combined!.mean.data[i]).toBeCloseTo(value, 6);
      expect(combined!.deviation[i]).toBeCloseTo(0, 6);
    }
  });

  it('leaves the first answer in use until the average is asked for, and gives it back', () => {
    const store = new EightMapsStore();
    const one = makeCase(first);
    const untouched = one.probabilities;
    addAll(store, one);
    expect(one.probabilities).toBe(untouched);
    store.useAverage(true, [one]);
    expect(one.probabilities).toBe(store.find(one)!.combined!.average);
    store.useAverage(false, [one]);
    expect(one.probabilities).toBe(untouched);
  });

  it('takes the average of a case that is finished while it is wanted', () => {
    const store = new EightMapsStore();
    store.useAverage(true, []);
    const one = makeCase(first);
    addAll(store, one);
    expect(one.probabilities).toBe(store.find(one)!.combined!.average);
  });

  it('begins anew when the network has run again', () => {
    const store = new EightMapsStore();
    const one = makeCase(first);
    addAll(store, one);
    one.probabilities = makeCase(map(0.9, 0.9, 0.9, 0.9)).probabilities;
    expect(store.find(one)).toBeNull();
    expect(store.of(one).maps.size).toBe(1);
    expect(store.of(one).combined).toBeNull();
  });
});
