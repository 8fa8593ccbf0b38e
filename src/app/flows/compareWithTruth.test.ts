import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AppState, CaseTruth } from '@/app/store/types';
import { type Reply, succeed } from '@/core/failure';
import type { BoundaryDistances } from '@/core/metrics/boundaryDistance';
import { compareWithTruth } from './compareWithTruth';
import type { Ports } from './ports';
import { MADE_WITH, makeCase } from './testing/makeCase';

const settle = () => new Promise((resolve) => setTimeout(resolve));

it('does the open case’s turn also where one in the background asks meanwhile', async () => {
  const progress = { status: 'done', madeWith: MADE_WITH } as const;
  const truth = { status: 'taken', file: new File([], 'a_mask.png') } as CaseTruth;
  const answers: ((distances: number) => void)[] = [];
  const store = createStore<AppState>(
    () =>
      ({
        cases: [makeCase('open', { progress, truth }), makeCase('other', { progress, truth })],
        openId: 'open',
        comparison: null,
        maskChanges: {},
        notices: [],
      }) as unknown as AppState,
  );
  const pixels = {
    scoreThresholds: () => Promise.resolve(succeed({})),
    measureBoundary: () =>
      new Promise<Reply<BoundaryDistances>>((resolve) =>
        answers.push((hausdorff) =>
          resolve(succeed({ hausdorff } as unknown as BoundaryDistances)),
        ),
      ),
  };
  const ports = { store, pixels, newId: () => 'id' } as unknown as Ports;
  compareWithTruth(ports, 'open');
  await settle();
  compareWithTruth(ports, 'open');
  compareWithTruth(ports, 'other');
  answers.shift()!(1);
  await settle();
  answers.shift()!(2);
  await settle();
  expect(store.getState().comparison?.boundary?.distances).toEqual({ hausdorff: 2 });
});
