import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { countCorrections, isCorrecting, maskSettings } from '@/app/store/selectors';
import type { AppState, Case } from '@/app/store/types';
import { fail } from '@/core/failure';
import type { MaskSettings } from '@/core/mask/types';
import {
  changeBrush,
  drawStroke,
  redoCorrection,
  removeCorrections,
  startCorrecting,
  stopCorrecting,
  undoCorrection,
  watchCorrecting,
} from './correctOutline';
import type { Ports } from './ports';
import { MADE_WITH, makeCase } from './testing/makeCase';

const progress = { status: 'done', madeWith: MADE_WITH } as const;
const SIZE = { width: 100, height: 50 };

function makePage(change: Partial<Case> = {}) {
  const developed: MaskSettings[] = [];
  const picture = { size: SIZE, decodedSize: SIZE };
  const store = createStore<AppState>(
    () =>
      ({
        cases: [makeCase('open', { progress, picture, ...change })],
        openId: 'open',
        stage: { caseId: 'open', developed: null },
        maskChanges: {},
        preferences: { view: 'figure' },
        brush: { kind: 'add', shape: 'brush', radius: 0.1 },
        correcting: null,
        scaleTool: { caseId: 'open', line: null, isDrawing: true },
        notices: [],
      }) as unknown as AppState,
  );
  const pixels = {
    develop: (_: string, settings: MaskSettings) => {
      developed.push(settings);
      return Promise.resolve(fail('worker-stopped', 'only asked'));
    },
  };
  const ports = { store, pixels, newId: () => 'id' } as unknown as Ports;
  return { ports, store, developed, now: () => store.getState() };
}

describe('correcting by hand', () => {
  it('begins where there is an outline, in a view of the picture, and takes the ruler’s place', () => {
    const { ports, now } = makePage();
    startCorrecting(ports);
    expect(isCorrecting(now())).toBe(true);
    expect(now()).toMatchObject({ scaleTool: null, preferences: { view: 'overlay' } });
    stopCorrecting(ports);
    expect(isCorrecting(now())).toBe(false);

    const waiting = makePage({ progress: { status: 'waiting' } });
    startCorrecting(waiting.ports);
    expect(isCorrecting(waiting.now())).toBe(false);
  });

  it('draws with the brush as it is, as shares of the picture, and has the mask made anew', () => {
    const { ports, now, developed } = makePage();
    changeBrush(ports, { kind: 'erase' });
    drawStroke(ports, [{ x: 50, y: 10 }]);
    const strokes = [{ kind: 'erase', shape: 'brush', radius: 0.1, points: [0.5, 0.2] }];
    expect(maskSettings(now())).toEqual({ ...MADE_WITH.mask, strokes });
    expect(developed).toEqual([{ ...MADE_WITH.mask, strokes }]);
  });

  it('takes no area that encloses nothing', () => {
    const { ports, now, developed } = makePage();
    changeBrush(ports, { shape: 'area' });
    expect(drawStroke(ports, [{ x: 50, y: 10 }])).toBe(false);
    expect(
      drawStroke(ports, [
        { x: 50, y: 10 },
        { x: 60, y: 10 },
      ]),
    ).toBe(false);
    expect(countCorrections(now())).toBe(0);
    expect(developed).toEqual([]);
    expect(
      drawStroke(ports, [
        { x: 50, y: 10 },
        { x: 60, y: 10 },
        { x: 50, y: 30 },
      ]),
    ).toBe(true);
  });

  it('ends with another case, and in a view that has no place for strokes', () => {
    const { ports, store, now } = makePage();
    watchCorrecting(ports);
    startCorrecting(ports);
    store.setState({ preferences: { ...now().preferences, view: 'compare' } });
    expect(now().correcting).toBeNull();
    startCorrecting(ports);
    expect(isCorrecting(now())).toBe(true);
    store.setState({ openId: 'other' });
    store.setState({ openId: 'open' });
    expect(now().correcting).toBeNull();
  });

  it('undoes and redoes; without any the mask is the network’s own', () => {
    const { ports, now } = makePage();
    drawStroke(ports, [{ x: 50, y: 10 }]);
    drawStroke(ports, [{ x: 20, y: 10 }]);
    const drawn = now().cases[0]!.corrections.strokes;
    undoCorrection(ports);
    undoCorrection(ports);
    undoCorrection(ports);
    expect(maskSettings(now())).toEqual(MADE_WITH.mask);
    redoCorrection(ports);
    redoCorrection(ports);
    redoCorrection(ports);
    expect(now().cases[0]!.corrections.strokes).toEqual(drawn);
  });

  it('removes all, and has them back beside what was drawn since', () => {
    const { ports, now } = makePage();
    drawStroke(ports, [{ x: 50, y: 10 }]);
    const [first] = now().cases[0]!.corrections.strokes;
    removeCorrections(ports);
    expect(countCorrections(now())).toBe(0);
    drawStroke(ports, [{ x: 20, y: 10 }]);
    now().notices[0]!.action!.run();
    expect(countCorrections(now())).toBe(2);
    expect(now().cases[0]!.corrections.strokes[0]).toBe(first);
  });
});
