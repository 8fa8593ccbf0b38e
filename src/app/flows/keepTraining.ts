/** A training that outlives its tab: the pairs once, the state after each pass, and the way back. */
import { changeTraining, changeTrainingRun, isTraining } from '@/app/store/training';
import { NO_AUGMENTATION } from '@/core/dataset/augment';
import type { PixelPair } from '@/core/dataset/types';
import { type Failure, fail, type Reply, succeed } from '@/core/failure';
import type { TestFiles, TrainingRecord } from '@/storage/trainingRecords';
import { closeTraining, type HeldTraining, openTraining, TRAINING_LOCK } from './openTraining';
import type { Ports } from './ports';
import { readBoth, trainingData, type TrainingFiles } from './trainingData';

/** Tells whether there is a training of an earlier visit to go on with. */
export async function offerKeptTraining(ports: Ports): Promise<void> {
  const { store } = ports;
  if (store.getState().training.kept !== null || isTraining(store.getState())) return;
  const peeked = await (await ports.openTrainingShelf()).peek();
  if (!peeked.ok || peeked.value?.keptAs !== '') return;
  const release = await ports.takeLock(TRAINING_LOCK);
  if (release === null) return; // it goes on in another tab
  release();
  const { training } = store.getState();
  if (training.pictures.length > 0 || training.reading !== null) return; // the user was quicker
  const { parent, pictures, pass, settings, isEnded } = peeked.value;
  const kept = { parentName: parent.name, pictures: pictures.length, pass };
  changeTraining(store, { kept: { ...kept, passes: settings.passes, isEnded } });
}

/** Writes the pairs and the settings; the failure is told and the training runs without. */
export async function beginKeepingTraining(ports: Ports, { record }: HeldTraining): Promise<void> {
  const { store } = ports;
  const data = trainingData(store);
  const tests = new Map<string, TestFiles>();
  for (const { id, part } of record.pictures) {
    const datum = data.get(id);
    if (part !== 'test' || datum === undefined) continue;
    const files = await readBoth(datum.files);
    if (!files.ok) {
      changeTraining(store, { kept: null, notKept: files.failure });
      return;
    }
    tests.set(id, files.value);
  }
  const pairs = new Map(record.pictures.map(({ id }) => [id, data.get(id)!.pair]));
  const shelf = await ports.openTrainingShelf();
  const begun = await shelf.begin({ record, pairs, tests, checkpoint: null });
  if (!begun.ok) await shelf.clear(); // what there is of it would not suffice to go on
  changeTraining(store, { kept: null, notKept: begun.ok ? null : begun.failure });
}

/** After a pass. The first failure ends the keeping; the page then says so. */
export async function keepPass(ports: Ports, held: HeldTraining): Promise<void> {
  const { store, engine } = ports;
  if (store.getState().training.notKept !== null) return;
  const checkpoint = await engine.takeCheckpoint();
  const written = checkpoint.ok
    ? await (await ports.openTrainingShelf()).writeCheckpoint(held.record, checkpoint.value)
    : checkpoint;
  if (!written.ok) changeTraining(store, { notKept: written.failure });
}

/** What was kept, back in the engine as it was after its last whole pass. */
export async function reopenKept(ports: Ports): Promise<Reply<TrainingRecord>> {
  const { store } = ports;
  const loaded = await (await ports.openTrainingShelf()).load();
  if (!loaded.ok) return loaded;
  if (loaded.value === null) return fail('storage-failed', 'a part of it is missing or damaged');
  const { record, pairs, tests, checkpoint } = loaded.value;
  const data = trainingData(store);
  for (const { id } of record.pictures) {
    const pair = pairs.get(id)!;
    const files = data.get(id)?.files ?? tests.get(id) ?? (await toFiles(ports, pair));
    data.set(id, { pair, files });
  }
  if (store.getState().training.pictures.length === 0) await showKeptPictures(ports, record);
  const opened = await openTraining(ports, record, checkpoint);
  return opened.ok ? succeed(record) : opened;
}

/** Forgets the training that is kept; it is offered until it is gone from the disk. */
export async function forgetTraining(ports: Ports): Promise<void> {
  await (await ports.openTrainingShelf()).clear();
  changeTraining(ports.store, { kept: null });
  await closeTraining(ports);
}

export function failTraining({ store }: Ports, failure: Failure): void {
  const { rows } = store.getState().training.run;
  changeTrainingRun(store, { status: rows.length > 1 ? 'stopped' : 'failed', failure });
}

/** A picture of which only the pair was kept can still be moved to the test part. */
async function toFiles({ pixels }: Ports, pair: PixelPair): Promise<TrainingFiles> {
  const encoded = await pixels.encodePair(pair);
  return encoded.ok ? encoded.value : { picture: new Blob(), truth: new Blob() };
}

async function showKeptPictures(ports: Ports, record: TrainingRecord): Promise<void> {
  const { store, pixels } = ports;
  const data = trainingData(store);
  const pictures = [];
  for (const { id, name, size, lesionShare, pictureHash } of record.pictures) {
    const views = await pixels.drawViews(data.get(id)!.pair, NO_AUGMENTATION, 0, 1);
    const thumbnailUrl = views.ok ? URL.createObjectURL(views.value[0]!) : '';
    const facts = { id, name, size, lesionShare, pictureHash, isTruthThePicture: false };
    pictures.push({ ...facts, thumbnailUrl, remark: null });
  }
  const { passes, ...settings } = record.settings;
  const limit =
    record.limitMs === null
      ? ({ kind: 'passes', passes } as const)
      : ({ kind: 'minutes', minutes: record.limitMs / 60_000 } as const);
  changeTraining(store, {
    pictures,
    parts: Object.fromEntries(record.pictures.map(({ id, part }) => [id, part])),
    parentId: record.parent.id,
    choices: { ...settings, limit },
  });
}
