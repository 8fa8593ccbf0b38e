/** Another network, chosen by the user: it is fetched and started, then outlines again what the one before outlined. */
import type { FailureCode } from '@/core/failure';
import type { ModelIndex } from '@/engine/protocol';
import { isRunning } from '@/app/store/evaluation';
import { updateCase } from '@/app/store/store';
import { isTraining } from '@/app/store/training';
import { until } from '@/app/store/until';
import { notify } from './notify';
import type { Ports } from './ports';
import { runQueue } from './segmentCase';
import { startEngine } from './startEngine';

/** Failures that say nothing of what the networks run on. */
const OF_FILES: readonly FailureCode[] = [
  'model-missing',
  'model-altered',
  'model-card',
  'model-shape',
];

/** `index` where the network may be the default one. Never rejects. Outlines stay until the new network is there; where its files cannot be had, they stay for good and the network from before runs again. */
export async function chooseModel(
  ports: Ports,
  modelId: string,
  index: ModelIndex | null = null,
): Promise<void> {
  const { store } = ports;
  const { engine: running, modelId: before } = store.getState();
  if (running.status === 'ready' && running.card.id === modelId) return;
  if (isRunning(store.getState())) {
    notify(ports, 'warning', 'An evaluation is running: stop it before you change the network.');
    return;
  }
  if (isTraining(store.getState())) {
    notify(ports, 'warning', 'A training is running: stop it before you change the network.');
    return;
  }
  // Where the default depends on the device, an address without a model would not say which one is meant.
  const isDefault = modelId === index?.default && index.defaultOnGpu === undefined;
  ports.noteModelInAddress(isDefault ? null : modelId);
  await startEngine(ports, { modelId });
  // the reply may overtake the last state
  await until(store, ({ engine: { status } }) => status === 'ready' || status === 'failed');
  const { engine, cases, modelId: wanted } = store.getState();
  if (engine.status === 'failed' && running.status === 'ready' && wanted === modelId) {
    const { code, detail } = engine.failure;
    if (!OF_FILES.includes(code)) return;
    const text = `The network could not be loaded: ${detail}. ${running.card.name} runs again.`;
    notify(ports, 'warning', text);
    ports.noteModelInAddress(before);
    await startEngine(ports, { modelId: before });
    return;
  }
  if (engine.status !== 'ready' || engine.card.id !== modelId) return; // failed, or chosen again meanwhile
  for (const { id, progress } of cases) {
    if (progress.status === 'done' && progress.madeWith.modelId !== modelId) {
      updateCase(store, id, { progress: { status: 'waiting' }, scores: null, measures: null });
    }
  }
  await runQueue(ports);
}
