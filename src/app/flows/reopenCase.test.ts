import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AppState, Case } from '@/app/store/types';
import { succeed } from '@/core/failure';
import type { TruthOptions } from '@/pixels/protocol';
import type { Ports } from './ports';
import { closeForNow } from './reopenCase';
import { makeCase } from './testing/makeCase';
import { withoutCanvas } from './testing/noCanvas';

const size = { width: 2, height: 2 };

withoutCanvas();

it('gives a closed case back where it stood, with its truth as it was taken and its scale', async () => {
  const [picture, truthFile] = [new File(['p'], 'arm.jpg'), new File(['t'], 'arm_mask.png')];
  const options: TruthOptions = { resize: true, lesionColour: null };
  const counts = { lesionPx: 1, totalPx: 4, border: 'smooth' } as const;
  const closed: Partial<Case> = {
    file: picture,
    truth: { status: 'taken', file: truthFile, resized: true, options, ...counts },
    scale: { pxPerMm: 2, from: { kind: 'typed' } },
  };
  const store = createStore<AppState>(
    () =>
      ({
        engine: { status: 'preparing' },
        cases: [makeCase('a'), makeCase('b', closed), makeCase('c')],
        openId: 'b',
        isStopped: false,
        stage: null,
        notices: [],
        refusals: [],
      }) as unknown as AppState,
  );
  const taken: unknown[] = [];
  const bitmap = { ...size, close: () => undefined };
  const ports = {
    store,
    newId: () => 'new',
    pixels: {
      close: () => Promise.resolve(),
      openPicture: () => Promise.resolve(succeed({ size, decodedSize: size, bitmap })),
      openTruth: (_: string, file: File, given: TruthOptions) => {
        taken.push(file, given);
        return Promise.resolve(succeed({ kind: 'taken', ...counts }));
      },
    },
  } as unknown as Ports;
  await closeForNow(ports, 'b');
  const ids = () => store.getState().cases.map(({ id }) => id);
  expect(ids()).toEqual(['a', 'c']);
  store.getState().notices.at(-1)!.action!.run();
  await expect.poll(() => taken).toEqual([truthFile, options]);
  expect(ids()).toEqual(['a', 'new', 'c']);
  const { cases, openId } = store.getState();
  expect(openId).toBe('new');
  expect(cases[1]).toMatchObject({ file: picture, scale: closed.scale, truth: closed.truth });
});
