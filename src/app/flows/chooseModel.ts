/** Another network, chosen by the user: it is fetched and started, then outlines again what the one before outlined. */
import type { ModelIndex } from '@/engine/protocol';
import { type AppStore, updateCase } from '@/app/store/store';
import type { Ports } from './ports';
import { runQueue } from './segmentCase';
import { startEngine } from './startEngine';

/** `index` where the network may be the default one. Never rejects. Outlines stay until the new network is there; where it cannot be had, they stay for good. */
export async function chooseModel(
  ports: Ports,
  modelId: string,
  index: ModelIndex | null = null,
): Promise<void> {
  const { store } = ports;
  const { engine: running } = store.getState();
  if (running.status === 'ready' && running.card.id === modelId) return;
  // Where the default depends on the device, an address without a model would not say which one is meant.
  const isDefault = modelId === index?.default && index.defaultOnGpu === undefined;
  ports.noteModelInAddress(isDefault ? null : modelId);
  await startEngine(ports, { modelId });
  await untilStarted(store); // the reply may overtake the last state
  const { engine, cases } = store.getState();
  if (engine.status !== 'ready' || engine.card.id !== modelId) return; // failed, or chosen again meanwhile
  for (const { id, progress } of cases) {
    if (progress.status === 'done' && progress.madeWith.modelId !== modelId) {
      updateCase(store, id, { progress: { status: 'waiting' } });
    }
  }
  await runQueue(ports);
}

/** Until the newest start has come to its end. */
function untilStarted(store: AppStore): Promise<void> {
  const isStarted = () => ['ready', 'failed'].includes(store.getState().engine.status);
  if (isStarted()) return Promise.resolve();
  return new Promise((resolve) => {
    const unsubscribe = store.subscribe(() => {
      if (!isStarted()) return;
      unsubscribe();
      resolve();
    });
  });
}
