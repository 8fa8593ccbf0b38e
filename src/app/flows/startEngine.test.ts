import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AppState, Case } from '@/app/store/types';
import { fail, succeed } from '@/core/failure';
import type { EngineStatus } from '@/engine/protocol';
import type { Ports } from './ports';
import { startEngine } from './startEngine';

const ready = { status: 'ready', card: { id: 'light', version: '1', input: {} } } as EngineStatus;
const waiting = { id: 'a', progress: { status: 'waiting' } } as Case;

/** A page with a picture that waits; its worker tells states and replies when it is told to. */
function makePage() {
  const store = createStore<AppState>(
    () =>
      ({
        engine: { status: 'choosing-backend' },
        modelId: null,
        backendChoice: 'auto',
        cases: [waiting],
        openId: 'a',
        isStopped: false,
      }) as unknown as AppState,
  );
  const asked: string[] = [];
  let tell: (status: EngineStatus) => void = () => undefined;
  let reply: (value: ReturnType<typeof succeed<null>>) => void = () => undefined;
  const ports = {
    store,
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
  const started = startEngine(ports);
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return {
    store,
    asked,
    started,
    settle,
    tell: (status: EngineStatus) => tell(status),
    reply: (value: Parameters<typeof reply>[0]) => reply(value),
  };
}

describe('startEngine', () => {
  it.each(['the state', 'the reply'])('segments what waits when %s comes first', async (first) => {
    const page = makePage();
    if (first === 'the state') page.tell(ready);
    page.reply(succeed(null));
    await page.started;
    if (first === 'the reply') page.tell(ready);
    await page.settle();
    expect(page.asked).toEqual(['a']);
  });

  it('stays failed when a state comes late', async () => {
    const page = makePage();
    page.reply(fail('model-missing', 'card.json is not there'));
    await page.started;
    page.tell({ status: 'preparing' });
    expect(page.store.getState().engine.status).toBe('failed');
  });
});
