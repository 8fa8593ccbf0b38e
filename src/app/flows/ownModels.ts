/** Models that were made or brought to this device: listed, added, renamed, removed. */
import type { Reply } from '@/core/failure';
import { type ModelRecord, OWN_PREFIX } from '@/storage/modelRecords';
import type { KeptModel } from '@/storage/modelShelf';
import { isRunning } from '@/app/store/evaluation';
import type { AppState } from '@/app/store/types';
import { hasUnkept, isTraining } from '@/app/store/training';
import { chooseParent } from './changeTraining';
import { isOwnId } from './findModel';
import { heldTraining } from './heldTraining';
import { notify } from './notify';
import type { Ports } from './ports';
import { startEngine } from './startEngine';

export function newModelId({ newId }: Ports): string {
  return OWN_PREFIX + newId().slice(0, 8);
}

/** Reads the list anew; where nothing can be read it is empty. */
export async function refreshOwnModels({ store, models }: Ports): Promise<void> {
  const listed = await models.list();
  store.setState({ ownModels: listed.ok ? listed.value : [] });
}

export async function addModel(ports: Ports, model: KeptModel): Promise<Reply<null>> {
  const added = await ports.models.add(model);
  if (added.ok) ports.askToPersist();
  await refreshOwnModels(ports);
  return added;
}

/** The new name is also that of its files; what was made with it before keeps the old one. */
export async function renameModel(ports: Ports, id: string, name: string): Promise<void> {
  const before = findRecord(ports, id);
  const trimmed = name.trim();
  if (before === null || trimmed === '' || trimmed === before.card.name) return;
  const renamed = await ports.models.change({ ...before, card: { ...before.card, name: trimmed } });
  if (!renamed.ok) notify(ports, 'warning', `It keeps its old name: ${renamed.failure.detail}.`);
  await refreshOwnModels(ports);
  const { engine } = ports.store.getState();
  if (renamed.ok && engine.status === 'ready' && engine.card.id === id)
    ports.store.setState({ engine: { ...engine, card: { ...engine.card, name: trimmed } } });
}

/** Takes it from this device. */
export async function removeModel(ports: Ports, id: string): Promise<void> {
  const { store } = ports;
  const name = findRecord(ports, id)?.card.name ?? 'The model';
  if (isRunning(store.getState())) {
    notify(ports, 'warning', `An evaluation is running: stop it before you delete ${name}.`);
    return;
  }
  if (await isTrainedFrom(ports, id)) {
    const words = `A training that began with ${name} is not kept under a name yet: keep or forget it before you delete ${name}.`;
    notify(ports, 'warning', words);
    return;
  }
  const removed = await ports.models.remove(id);
  if (!removed.ok) {
    notify(ports, 'warning', `${name} could not be removed: ${removed.failure.detail}.`);
    return;
  }
  await refreshOwnModels(ports);
  notify(ports, 'done', `${name} was removed from this device.`);
  await leaveOwnModels(ports);
}

/** Where a model that is not here any more runs, or is to be trained further, the page's own default takes its place. */
export async function leaveOwnModels(ports: Ports): Promise<void> {
  const { modelId, ownModels, training } = ports.store.getState();
  const isGone = (id: string | null) => isOwnId(id) && !ownModels.some((one) => one.id === id);
  if (isGone(training.parentId)) chooseParent(ports, null);
  if (!isGone(modelId)) return;
  ports.noteModelInAddress(null);
  await startEngine(ports, { modelId: null });
}

/** Whether what was learned from it, in this tab or at an earlier visit, could not be gone on with or compared without it. */
async function isTrainedFrom(ports: Ports, id: string): Promise<boolean> {
  const state = ports.store.getState();
  const isUnkept = isTraining(state) || hasUnkept(state.training);
  if (isUnkept && heldTraining(ports)?.record.parent.id === id) return true;
  const kept = await (await ports.openTrainingShelf()).peek();
  return kept.ok && kept.value?.keptAs === '' && kept.value.parent.id === id;
}

/** Hashes of the pictures that a model of this device has learned from; none of a shipped one's are known. */
export function seenBy(
  { ownModels }: Pick<AppState, 'ownModels'>,
  id: string | undefined,
): readonly string[] {
  return ownModels.find((one) => one.id === id)?.seen ?? [];
}

export function findRecord({ store }: Ports, id: string): ModelRecord | null {
  return store.getState().ownModels.find((one) => one.id === id) ?? null;
}
