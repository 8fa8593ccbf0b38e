import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { ratedAgreement } from '@/app/store/certainty';
import { updateCase } from '@/app/store/store';
import type { AppState, Case, Comparison } from '@/app/store/types';
import { USUAL_CUTS } from '@/core/certainty/rateAgreement';
import { fail, succeed } from '@/core/failure';
import type { ModelInput } from '@/core/raster/types';
import { changeAverage, resumeCertainty, stopCertainty, watchCertainty } from './assessCertainty';
import type { Ports } from './ports';
import { MADE_WITH as madeWith, makeCase } from './testing/makeCase';

const size = { width: 2, height: 2 };

const CARD = { id: 'light', version: '1', input: { size } };

const makeDone = (id: string) => makeCase(id, { progress: { status: 'done', madeWith } });

/** A page whose network answers when it is told to. */
function makePage(...cases: readonly Case[]) {
  return makeRestingPage(0, ...cases);
}

function makeRestingPage(restMs: number, ...cases: readonly Case[]) {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const counts = new Map<string, number>();
  const store = createStore<AppState>(
    () =>
      ({
        engine: { status: 'ready', card: CARD },
        cases,
        openId: cases[0]!.id,
        isStopped: false,
        stage: { caseId: cases[0]!.id, size, developed: null },
        useAverage: false,
      }) as unknown as AppState,
  );
  const ports = {
    store,
    pixels: {
      toTurnedInput: (caseId: string, _: unknown, symmetry: number) => {
        asked.push(`${caseId}${symmetry}`);
        return Promise.resolve(succeed({ size } as ModelInput));
      },
      addTurned: (caseId: string) => {
        const count = (counts.get(caseId) ?? 1) + 1;
        counts.set(caseId, count);
        return Promise.resolve(succeed(count));
      },
    },
    engine: {
      predict: () =>
        new Promise((resolve) => {
          answers.push(() => resolve(succeed({ probabilities: {}, fellBack: null })));
        }),
    },
  } as unknown as Ports;
  watchCertainty(ports, restMs);
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return {
    ports,
    store,
    asked,
    settle,
    /** The network answers what it was asked. */
    answer: async () => {
      await settle();
      answers.shift()?.();
      await settle();
    },
    show: (caseId: string) =>
      store.setState({
        openId: caseId,
        stage: { caseId, size, developed: {} } as unknown as AppState['stage'],
      }),
    certainty: (index = 0) => store.getState().cases[index]!.certainty,
    setProgress: (index: number, progress: Case['progress']) =>
      store.setState(({ cases: all }) => ({
        cases: all.map((one, i) => (i === index ? { ...one, progress } : one)),
      })),
  };
}

describe('watchCertainty', () => {
  it('waits until a slider rests', async () => {
    const page = makeRestingPage(60, makeDone('a'));
    page.show('a');
    await page.settle();
    expect(page.asked).toEqual([]);
    await expect.poll(() => page.asked).toEqual(['a1']);
    page.store.setState({ maskChanges: { threshold: 0.4 } });
    await page.answer();
    expect(page.asked).toEqual(['a1']);
    await expect.poll(() => page.asked).toEqual(['a1', 'a2']);
  });

  it('waits for the mask on the stage, then asks seven times, one after the other', async () => {
    const page = makePage(makeDone('a'));
    page.store.setState({});
    await page.settle();
    expect(page.asked).toEqual([]);
    page.show('a');
    for (let round = 1; round <= 7; round++) {
      await page.settle();
      expect(page.asked).toHaveLength(round);
      expect(page.certainty()).toMatchObject({ status: 'running', done: round, total: 8 });
      await page.answer();
    }
    expect(page.asked).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7']);
    expect(page.certainty()).toEqual({
      status: 'done',
      madeWith,
      cuts: USUAL_CUTS,
      done: 8,
      total: 8,
      certainty: null,
    });
  });

  it('keeps the cut-offs of the network that answered, whatever runs when they are read', async () => {
    const page = makePage(makeDone('a'));
    const agreement = { threshold: 0.98, high: 0.99 };
    page.store.setState(({ engine }) => ({
      engine: { ...engine, card: { ...CARD, agreement } } as unknown as AppState['engine'],
    }));
    page.show('a');
    for (let round = 1; round <= 7; round++) await page.answer();
    updateCase(page.store, 'a', {
      certainty: {
        ...page.certainty(),
        certainty: { agreement: 0.97 },
      } as unknown as Case['certainty'],
    });
    expect(ratedAgreement(page.store.getState().cases[0]!)).toBe('low');
    page.store.setState({ engine: { status: 'preparing' } as AppState['engine'] });
    expect(ratedAgreement(page.store.getState().cases[0]!)).toBe('low');
  });

  it('lets a new picture go first, and goes on where it was', async () => {
    const page = makePage(makeDone('a'), makeDone('b'));
    page.show('a');
    await page.settle();
    page.setProgress(1, { status: 'waiting' });
    await page.answer();
    expect(page.certainty()).toMatchObject({ status: 'running', done: 2 });
    expect(page.asked).toEqual(['a1']);
    page.setProgress(1, { status: 'segmenting' });
    await page.settle();
    expect(page.asked).toEqual(['a1']);
    page.setProgress(1, { status: 'done', madeWith: { ...madeWith } });
    await page.settle();
    expect(page.asked).toEqual(['a1', 'a2']);
  });

  it('does not wait for pictures whose work the user halted', async () => {
    const page = makePage(makeDone('a'), { ...makeDone('b'), progress: { status: 'waiting' } });
    page.show('a');
    await page.settle();
    expect(page.asked).toEqual([]);
    page.store.setState({ isStopped: true });
    await page.settle();
    expect(page.asked).toEqual(['a1']);
  });

  it('follows the open case and comes back to the first', async () => {
    const page = makePage(makeDone('a'), makeDone('b'));
    page.show('a');
    await page.settle();
    page.show('b');
    await page.answer();
    await page.answer();
    page.show('a');
    await page.answer();
    await page.settle();
    expect(page.asked).toEqual(['a1', 'b1', 'b2', 'a2']);
  });

  it('stops after the answer that is under way, keeps it, and goes on', async () => {
    const page = makePage(makeDone('a'));
    page.show('a');
    await page.answer();
    stopCertainty(page.ports);
    await page.answer();
    expect(page.certainty()).toMatchObject({ status: 'stopped', done: 3 });
    expect(page.asked).toEqual(['a1', 'a2']);
    resumeCertainty(page.ports);
    await page.settle();
    expect(page.asked).toEqual(['a1', 'a2', 'a3']);
  });

  it('begins again for a mask of another run', async () => {
    const page = makePage(makeDone('a'));
    page.show('a');
    await page.settle();
    page.setProgress(0, { status: 'done', madeWith: { ...madeWith } });
    await page.answer();
    expect(page.asked).toEqual(['a1', 'a1']);
  });

  it('fails without asking again until told to', async () => {
    const page = makePage(makeDone('a'));
    const answering = page.ports.engine.predict.bind(page.ports.engine);
    page.ports.engine.predict = () => Promise.resolve(fail('predict-failed', 'it broke'));
    page.show('a');
    await page.settle();
    expect(page.certainty()).toMatchObject({ status: 'failed', failure: { detail: 'it broke' } });
    expect(page.asked).toEqual(['a1']);
    page.ports.engine.predict = answering;
    resumeCertainty(page.ports);
    await page.settle();
    expect(page.asked).toEqual(['a1', 'a1']);
  });
});

describe('changeAverage', () => {
  const done = { status: 'done', madeWith, cuts: USUAL_CUTS, done: 8, total: 8, certainty: null };
  it.each([
    ['of which all answers are there', 'b', null],
    ['that has the same mask as before', 'a', { caseId: 'a' }],
  ])('forgets the comparison of a case %s', async (_, openId, left) => {
    const page = makePage(makeDone('a'), {
      ...makeDone('b'),
      certainty: done as Case['certainty'],
    });
    const develop = () => Promise.resolve(fail('worker-stopped', 'enough of it'));
    const pixels = { ...page.ports.pixels, useAverage: () => Promise.resolve(), develop };
    page.store.setState({ openId, comparison: { caseId: openId } as Comparison });
    page.store.setState({ preferences: { view: 'overlay' } as AppState['preferences'] });
    await changeAverage({ ...page.ports, pixels }, true);
    expect(page.store.getState().comparison).toEqual(left);
  });
});
