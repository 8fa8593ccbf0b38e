import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AppState, CaseTruth } from '@/app/store/types';
import { fail, type Reply, succeed } from '@/core/failure';
import type { OpenedTruth } from '@/pixels/protocol';
import type { Ports } from './ports';
import { removeTruth, takeTruth } from './takeTruth';
import { MADE_WITH, makeCase } from './testing/makeCase';

const settle = () => new Promise((resolve) => setTimeout(resolve));
const given = new File(['new'], 'new.png');
const TAKEN = {
  status: 'taken',
  file: new File(['old'], 'old.png'),
  options: { resize: false, lesionColour: null },
} as CaseTruth;

/** A page with an outlined open case and a truth; it remembers what it asked of its worker, which opens a truth when told to. */
function makePage() {
  const asked: string[] = [];
  let open: (reply: Reply<unknown>) => void = () => undefined;
  const progress = { status: 'done', madeWith: MADE_WITH } as const;
  const store = createStore<AppState>(
    () =>
      ({
        cases: [makeCase('a', { progress, truth: TAKEN })],
        openId: 'a',
        stage: null,
        comparison: null,
        maskChanges: {},
        preferences: { view: 'difference' },
      }) as unknown as AppState,
  );
  const ports = {
    store,
    pixels: {
      openTruth: () => new Promise((resolve) => (open = resolve)),
      removeTruth: () => {
        asked.push('remove');
        return Promise.resolve();
      },
      develop: (_: string, __: unknown, layer: string) => {
        asked.push(layer);
        return Promise.resolve(succeed({ layer: { close: () => undefined } }));
      },
      score: () => Promise.resolve(succeed(null)),
      scoreThresholds: () => Promise.resolve(fail('unexpected', 'enough of it')),
    },
  } as unknown as Ports;
  return {
    ports,
    asked,
    open: (reply: Reply<OpenedTruth>) => open(reply),
    truth: () => store.getState().cases[0]!.truth,
  };
}

describe('takeTruth', () => {
  it.each([
    [
      'taken',
      succeed<OpenedTruth>({ kind: 'taken', lesionPx: 1, totalPx: 4, border: null }),
      'difference',
    ],
    ['asks', succeed<OpenedTruth>({ kind: 'in-colours', colours: [] }), 'tint'],
    ['failed', fail('file-damaged', 'it was cut off'), 'tint'],
  ] as const)('paints the mask again where it ends as %s', async (status, reply, layer) => {
    const page = makePage();
    const taking = takeTruth(page.ports, 'a', given);
    page.open(reply);
    await taking;
    expect(page.truth()).toMatchObject({ status, file: given });
    expect(page.asked).toEqual([layer]);
  });

  it('leaves no truth behind where it was taken away meanwhile', async () => {
    const page = makePage();
    const taking = takeTruth(page.ports, 'a', given);
    await removeTruth(page.ports, 'a');
    await settle();
    page.asked.length = 0;
    page.open(succeed({ kind: 'taken', lesionPx: 1, totalPx: 4, border: null }));
    await taking;
    expect(page.truth()).toEqual({ status: 'none' });
    expect(page.asked).toEqual(['remove', 'tint']);
  });
});

describe('removeTruth', () => {
  it('leaves alone what is chosen before the worker has answered', async () => {
    const page = makePage();
    const removing = removeTruth(page.ports, 'a');
    const taking = takeTruth(page.ports, 'a', given);
    await removing;
    page.open(succeed({ kind: 'taken', lesionPx: 1, totalPx: 4, border: null }));
    await taking;
    expect(page.truth()).toMatchObject({ status: 'taken', file: given });
  });
});
