import { describe, expect, it } from 'vitest';
import { NO_EVALUATION } from '@/app/store/evaluation';
import { NO_TRAINING, type TrainingState } from '@/app/store/training';
import type { Case } from '@/app/store/types';
import { fail, succeed } from '@/core/failure';
import { chooseModel } from './chooseModel';
import { makeEnginePage, toReady } from './testing/makeEnginePage';

const KNOWN = { scores: { settings: {} }, measures: { mapsAveraged: 1 }, scale: {} } as Case;
const NOTHING = { scores: null, measures: null };

/** A page with an outline of the network 'light', for which another one has been chosen. */
function makePage(training: Partial<TrainingState> = {}) {
  const progress = { status: 'done', madeWith: { modelId: 'light' } } as Case['progress'];
  const page = makeEnginePage(toReady('light'), { ...KNOWN, progress });
  page.store.setState({ evaluation: NO_EVALUATION, training: { ...NO_TRAINING, ...training } });
  return { ...page, chosen: chooseModel(page.ports, 'paper') };
}

describe('chooseModel', () => {
  it.each(['the state', 'the reply'])('outlines again when %s comes first', async (first) => {
    const page = makePage();
    if (first === 'the state') page.tell(toReady('paper'));
    page.reply(succeed(null));
    await page.settle();
    if (first === 'the reply') page.tell(toReady('paper'));
    await page.chosen;
    expect(page.asked).toEqual(['a']);
  });

  it('takes away what is known of the outlines it makes again', async () => {
    const page = makePage();
    page.tell(toReady('paper'));
    page.reply(succeed(null));
    await page.chosen;
    expect(page.store.getState().cases[0]).toMatchObject({ ...NOTHING, scale: KNOWN.scale });
  });

  it('does not take the network from under a training', async () => {
    const page = makePage({ estimate: { status: 'running' } });
    await page.chosen;
    const { engine, notices } = page.store.getState();
    expect(engine).toEqual(toReady('light'));
    expect(notices.at(-1)?.text).toMatch(/^A training is running/);
  });

  it('leaves the outlines where the network cannot be had, and goes back to the one from before', async () => {
    const page = makePage();
    page.reply(fail('model-missing', 'card.json is not there'));
    await page.settle();
    expect(page.store.getState()).toMatchObject({
      modelId: null,
      engine: { status: 'choosing-backend' },
    });
    expect(page.store.getState().notices.at(-1)?.text).toMatch(/card\.json is not there\. light/);
    page.tell(toReady('light'));
    page.reply(succeed(null));
    await page.chosen;
    expect(page.store.getState().engine).toEqual(toReady('light'));
    expect(page.asked).toEqual([]);
    expect(page.store.getState().cases[0]!.progress.status).toBe('done');
    expect(page.store.getState().cases[0]).toMatchObject(KNOWN);
  });

  it('stays failed where it is not the files’ fault', async () => {
    const page = makePage();
    page.reply(fail('backend-unavailable', 'nothing runs here'));
    await page.chosen;
    expect(page.store.getState().engine.status).toBe('failed');
  });
});
