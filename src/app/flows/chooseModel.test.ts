import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AppState, Case } from '@/app/store/types';
import { fail, type Reply, succeed } from '@/core/failure';
import type { EngineStatus } from '@/engine/protocol';
import { chooseModel } from './chooseModel';
import type { Ports } from './ports';

const toReady = (id: string) =>
  ({ status: 'ready', card: { id, version: '1', input: {} } }) as EngineStatus;

/** A page with an outline of the network 'light'; its worker tells states and replies when it is told to. */
function makePage() {
  const outlined = { id: 'a', progress: { status: 'done', madeWith: { modelId: 'light' } } };
  const store = createStore<AppState>(
    () =>
      ({
        engine: toReady('light'),
        modelId: null,
        backendChoice: 'auto',
        cases: [outlined as Case],
        openId: 'a',
        isStopped: false,
      }) as unknown as AppState,
  );
  let tell: (status: EngineStatus) => void = () => undefined;
  let reply: (value: Reply<null>) => void = () => undefined;
  const asked: string[] = [];
  const ports = {
    store,
    noteModelInAddress: () => undefined,
    engine: {
      start: (_: unknown, onStatus: typeof tell) => {
        tell = onStatus;
        return new Promise((resolve) => (reply = resolve));
      },
    },
    pixels: {
      toInput: (caseId: string) => {
        asked.push(caseId);
        return Promise.resolve(fail('unexpected', 'enough of it'));
      },
    },
  } as unknown as Ports;
  const chosen = chooseModel(ports, 'paper');
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return {
    store,
    asked,
    chosen,
    settle,
    tell: (status: EngineStatus) => tell(status),
    reply: (value: Reply<null>) => reply(value),
  };
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

  it('leaves the outlines where the network cannot be had', async () => {
    const page = makePage();
    page.reply(fail('model-missing', 'card.json is not there'));
    await page.chosen;
    expect(page.asked).toEqual([]);
    expect(page.store.getState().cases[0]!.progress.status).toBe('done');
  });
});
