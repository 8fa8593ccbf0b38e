import { describe, expect, it } from 'vitest';
import type { Comparison } from '@/core/evaluation/compare';
import { judgeTraining } from './verdict';

function compare(mean: number, interval: readonly [number, number] | null): Comparison {
  const dice = { key: 'dice', pictures: 4, mean, median: mean, interval, test: null } as const;
  return { first: 'main', second: 'rival', differences: [dice], firstAlone: [], secondAlone: [] };
}

describe('judgeTraining', () => {
  it.each([
    [0.04, [0.02, 0.06], 'better'],
    [0.04, [-0.01, 0.06], 'unclear'],
    [0, [0, 0], 'worse'],
    [-0.1, [-0.2, 0.1], 'worse'],
  ] as const)('calls %f in %j %s', (mean, interval, kind) => {
    expect(judgeTraining(compare(mean, interval))).toEqual({
      kind,
      change: { pictures: 4, mean, interval },
    });
  });

  it('is not sure of one picture', () => {
    const { differences, ...rest } = compare(0.1, [0.1, 0.1]);
    const few = { ...rest, differences: differences.map((one) => ({ ...one, pictures: 1 })) };
    expect(judgeTraining(few)?.kind).toBe('unclear');
  });

  it('says nothing where nothing was scored', () => {
    expect(judgeTraining(null)).toBeNull();
    expect(judgeTraining(compare(0.1, null))).toBeNull();
  });
});
