/** Keeps what a training made as a model of this device, under a name. */
import { changeTraining } from '@/app/store/training';
import { toCurveCsv } from '@/core/dataset/curveCsv';
import { fail, type Reply, succeed } from '@/core/failure';
import { MODEL_VERSION, parseModelRecord } from '@/storage/modelRecords';
import type { KeptModel } from '@/storage/modelShelf';
import { addModel, newModelId, seenBy } from './ownModels';
import type { Ports } from './ports';
import { lastTrained, type Trained } from './scoreTraining';
import { toOwnCard } from './toOwnCard';

/** The new model's id. Failures: of the storage. */
export async function keepTrained(ports: Ports, name: string): Promise<Reply<string>> {
  const { store } = ports;
  const { outcome } = store.getState().training;
  const made = lastTrained(ports);
  if (outcome === null || made === null) return fail('unexpected', 'there is no trained model');
  const model = toKeptModel(ports, made, outcome, name.trim());
  if (model === null) return fail('unexpected', 'its card could not be written');
  const added = await addModel(ports, model);
  if (!added.ok) return added;
  const { id } = model.record;
  changeTraining(store, { outcome: { ...outcome, keptAs: id } });
  const shelf = await ports.openTrainingShelf();
  const peeked = await shelf.peek();
  if (peeked.ok && peeked.value?.runId === made.record.runId)
    await shelf.writeRecord({ ...peeked.value, keptAs: id });
  return succeed(id);
}

function toKeptModel(
  ports: Ports,
  made: Trained,
  outcome: Parameters<typeof toOwnCard>[1],
  name: string,
): KeptModel | null {
  const id = newModelId(ports);
  const { parent, pictures } = made.record;
  const learned = pictures.filter(({ part }) => part !== 'test');
  const files = made.model.files.map((file) => ({ name: file.name, bytes: file.bytes }));
  const record = parseModelRecord({
    version: MODEL_VERSION,
    id,
    card: toOwnCard(made, outcome, { id, name, date: new Date() }),
    bytes: files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
    runId: made.record.runId,
    seen: [...seenBy(ports.store.getState(), parent.id), ...learned.map((one) => one.pictureHash)],
    curveCsv: toCurveCsv(made.model.rows),
  });
  return record === null ? null : { record, files };
}
