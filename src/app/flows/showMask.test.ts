import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { updateCase } from '@/app/store/store';
import type { AppState, Case, CaseTruth } from '@/app/store/types';
import { fail, type Reply, succeed } from '@/core/failure';
import type { LayerKind } from '@/pixels/protocol';
import type { Ports } from './ports';
import { showMask } from './showMask';
import { MADE_WITH, makeCase } from './testing/makeCase';
import { createMemoryShelf } from './testing/memoryShelf';

const settle = () => new Promise((resolve) => setTimeout(resolve));
const copy = new File(['a'], 'a.png', { type: 'image/png', lastModified: 1 });
const progress = { status: 'done', madeWith: MADE_WITH } as const;
const truth = { status: 'taken', file: new File([], 'a_mask.png') } as CaseTruth;

/** A page with an outlined open case, whose worker draws a figure from `copy` alone. */
function makePage(view: string, one: Partial<Case> = {}) {
  const shelf = createMemoryShelf();
  let file: Blob | null = null;
  let score: (reply: Reply<unknown>) => void = () => undefined;
  const store = createStore<AppState>(
    () =>
      ({
        cases: [makeCase('a', { progress, ...one })],
        openId: 'a',
        stage: { caseId: 'a', developed: null },
        notices: [],
        comparison: null,
        maskChanges: {},
        preferences: { view, opacity: 0.5 },
      }) as unknown as AppState,
  );
  const developed = (layer: LayerKind) =>
    layer === 'figure' && file !== copy
      ? fail('file-unreadable', 'it was moved')
      : succeed({ layer: { close: () => undefined } });
  const ports = {
    store,
    shelf,
    newId: () => 'id',
    pixels: {
      openPicture: (_: string, given: Blob) => {
        file = given;
        return Promise.resolve(succeed({ bitmap: { close: () => undefined } }));
      },
      develop: vi.fn((_: string, __: unknown, layer: LayerKind) =>
        Promise.resolve(developed(layer)),
      ),
      score: () => new Promise((resolve) => (score = resolve)),
      scoreThresholds: () => Promise.resolve(fail('unexpected', 'enough of it')),
    },
  } as unknown as Ports;
  return {
    ports,
    shelf,
    store,
    answerScore: (reply: Reply<unknown>) => score(reply),
    one: () => store.getState().cases[0]!,
    layer: () => store.getState().stage?.developed?.layerKind,
  };
}

describe('a figure whose picture’s file was moved', () => {
  it('is drawn from this device’s copy', async () => {
    const page = makePage('figure');
    page.shelf.pictures.set('a', copy);
    showMask(page.ports, 'a');
    await settle();
    expect(page.layer()).toBe('figure');
    expect(page.one()).toMatchObject({ file: copy, progress });
  });

  it('gives way to the overlay without one, and the case stays', async () => {
    const page = makePage('figure');
    showMask(page.ports, 'a');
    await settle();
    expect(page.layer()).toBe('tint');
    expect(page.one().progress).toBe(progress);
    const { notices, preferences } = page.store.getState();
    expect(notices.map(({ text }) => text)).toEqual([
      'The figure could not be drawn: it was moved.',
    ]);
    expect(preferences).toEqual({ view: 'overlay', opacity: 0.5 });
  });
});

describe('scores that come late', () => {
  it.each<[string, Partial<Case>]>([
    ['truth', { truth: { status: 'none' } }],
    ['outline', { progress: { status: 'waiting' } }],
  ])('are dropped with their %s', async (_, change) => {
    const page = makePage('overlay', { truth });
    showMask(page.ports, 'a');
    await settle();
    updateCase(page.store, 'a', change);
    page.answerScore(succeed({ dice: 1 }));
    await settle();
    expect(page.one().scores).toBeNull();
  });
});
