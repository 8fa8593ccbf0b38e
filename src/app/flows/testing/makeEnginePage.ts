import { createStore } from 'zustand/vanilla';
import type { Ports } from '@/app/flows/ports';
import type { AppState, Case } from '@/app/store/types';
import { fail, type Reply } from '@/core/failure';
import type { EngineStatus } from '@/engine/protocol';

/** The engine's state with this network loaded. */
export const toReady = (id: string) =>
  ({ status: 'ready', card: { id, name: id, version: '1', input: {} } }) as EngineStatus;

/** A page with one open case; its engine tells states and replies when it is told to. */
export function makeEnginePage(engine: EngineStatus, one: Partial<Case>) {
  const store = createStore<AppState>(
    () =>
      ({
        engine,
        modelId: null,
        backendChoice: 'auto',
        cases: [{ id: 'a', ...one }],
        openId: 'a',
        isStopped: false,
        notices: [],
      }) as unknown as AppState,
  );
  let tell: (status: EngineStatus) => void = () => undefined;
  let reply: (value: Reply<null>) => void = () => undefined;
  /** Ids of the cases whose input was asked for. */
  const asked: string[] = [];
  const ports = {
    store,
    newId: () => 'id',
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
  return {
    store,
    ports,
    asked,
    tell: (status: EngineStatus) => tell(status),
    reply: (value: Reply<null>) => reply(value),
    settle: () => new Promise((resolve) => setTimeout(resolve)),
  };
}
