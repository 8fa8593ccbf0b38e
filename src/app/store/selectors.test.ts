import { describe, expect, it } from 'vitest';
import { NO_CORRECTIONS } from '@/core/editing/corrections';
import type { MaskSettings } from '@/core/mask/types';
import { cardMaskSettings, hasScaleLine, maskSettings } from './selectors';
import type { AppState, Case } from './types';

const half: MaskSettings = { threshold: 0.5, keep: 'central', fillHoles: true };
const running: MaskSettings = { threshold: 0.6, keep: 'largest', fillHoles: false };

const corrections = NO_CORRECTIONS;
const made = {
  id: 'made',
  progress: { status: 'done', madeWith: { mask: half } },
  corrections,
} as Case;
const waiting = { id: 'waiting', progress: { status: 'waiting' }, corrections } as Case;

const makeState = (openId: string, change: Partial<AppState> = {}) =>
  ({
    cases: [made, waiting],
    openId,
    engine: { status: 'ready', card: { mask: running } },
    maskChanges: {},
    scaleTool: null,
    ...change,
  }) as AppState;

describe('maskSettings', () => {
  it('are those of the model that made the case, whichever runs now', () => {
    expect(maskSettings(makeState('made'))).toEqual(half);
    expect(maskSettings(makeState('waiting'))).toEqual(running);
    expect(maskSettings(makeState('waiting'), made)).toEqual(half);
    expect(maskSettings(makeState('made'), null)).toEqual(running);
  });

  it('take the user’s changes for every case', () => {
    const state = makeState('made', { maskChanges: { threshold: 0.3 } });
    expect(maskSettings(state)).toEqual({ ...half, threshold: 0.3 });
    expect(maskSettings(state, waiting)).toEqual({ ...running, threshold: 0.3 });
    expect(cardMaskSettings(state)).toEqual(half);
  });

  it('have what was drawn onto the case’s own mask', () => {
    const strokes = [{ kind: 'add', shape: 'brush', radius: 0.1, points: [0.5, 0.5] }] as const;
    const drawn = { ...made, corrections: { strokes, undone: [] } };
    const state = makeState('made', { cases: [drawn, waiting] });
    expect(maskSettings(state)).toEqual({ ...half, strokes });
    expect(maskSettings(state, waiting)).toEqual(running);
  });
});

describe('hasScaleLine', () => {
  it('is true on the case where the line was begun', () => {
    const scaleTool = { caseId: 'made', line: null, isDrawing: true };
    expect(hasScaleLine(makeState('made', { scaleTool }))).toBe(true);
    expect(hasScaleLine(makeState('waiting', { scaleTool }))).toBe(false);
    expect(hasScaleLine(makeState('made'))).toBe(false);
  });
});
