import { describe, expect, it } from 'vitest';
import { isOfOtherNetwork } from './certainty';
import type { AppState, Case } from './types';

const state = { engine: { status: 'ready', card: { id: 'light', version: '2' } } } as AppState;
const makeCase = (modelId: string, modelVersion: string) =>
  ({ progress: { status: 'done', madeWith: { modelId, modelVersion } } }) as Case;

describe('isOfOtherNetwork', () => {
  it('goes by the model and its version', () => {
    expect(isOfOtherNetwork(state, makeCase('light', '2'))).toBe(false);
    expect(isOfOtherNetwork(state, makeCase('light', '1'))).toBe(true);
    expect(isOfOtherNetwork(state, makeCase('paper', '2'))).toBe(true);
  });

  it('is not known before a network runs or the case has a mask', () => {
    const loading = { engine: { status: 'preparing' } } as AppState;
    expect(isOfOtherNetwork(loading, makeCase('paper', '1'))).toBe(false);
    expect(isOfOtherNetwork(state, { progress: { status: 'waiting' } } as Case)).toBe(false);
  });
});
