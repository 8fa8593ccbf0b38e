import { describe, expect, it } from 'vitest';
import { type EvaluatedRow, NO_EVALUATION } from '@/app/store/evaluation';
import { hasAll, mergeRow, toContenders, toPasses } from './planEvaluation';

const { choices } = NO_EVALUATION;

describe('toContenders and toPasses', () => {
  it('runs two thresholds in one pass, with the baseline', () => {
    const contenders = toContenders({ ...choices, rival: 'threshold' }, 'light', true);
    expect(contenders.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'main network',
      'rival network',
      'otsu otsu',
    ]);
    expect(toPasses(contenders)).toEqual([{ modelId: 'light', contenders }]);
  });

  it('runs two models one after the other, what needs none in the first', () => {
    const rival = { rival: 'model', rivalModelId: 'other' } as const;
    const passes = toPasses(toContenders({ ...choices, ...rival }, 'light', true));
    expect(
      passes.map(({ modelId, contenders }) => [modelId, ...contenders.map(({ id }) => id)]),
    ).toEqual([
      ['light', 'main', 'otsu'],
      ['other', 'rival'],
    ]);
  });

  it('has no baseline where there is no picture to cut', () => {
    const contenders = toContenders({ ...choices, main: 'masks' }, '', false);
    expect(contenders).toEqual([{ kind: 'masks', id: 'main' }]);
  });

  it('needs no network for masks alone', () => {
    const passes = toPasses(toContenders({ ...choices, main: 'masks', rival: 'masks' }, '', true));
    expect(passes.map(({ modelId, contenders }) => [modelId, contenders.length])).toEqual([
      [null, 2],
    ]);
  });
});

describe('mergeRow', () => {
  const segmented = { kind: 'segmented', lesionPx: 1, totalPx: 2 } as const;
  const first: EvaluatedRow = {
    id: 'a',
    outcomes: { main: segmented },
    size: { width: 2, height: 1 },
    truthBorder: 'ragged',
    sweep: new Float32Array(1),
    mask: new Blob(['main']),
  };
  const second: EvaluatedRow = {
    id: 'a',
    outcomes: { rival: segmented },
    size: null,
    sweep: null,
    mask: new Blob(['rival']),
  };

  it('keeps the main contender’s mask and adds the other’s figures', () => {
    const merged = mergeRow(first, second);
    expect(merged.outcomes).toEqual({ main: segmented, rival: segmented });
    expect(merged).toMatchObject({ size: first.size, mask: first.mask, truthBorder: 'ragged' });
    const contenders = toContenders({ ...choices, rival: 'threshold' }, 'light', true);
    expect(hasAll(merged, contenders)).toBe(false); // the baseline is missing
    expect(hasAll(merged, contenders.slice(0, 2))).toBe(true);
  });
});
