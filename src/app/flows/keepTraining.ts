/** A training that outlives its tab: the pairs once, the state after each pass, and the way back. */
import {
  changeTraining,
  changeTrainingRun,
  hasUnkept,
  isTraining,
  type KeptTrainingOffer,
  type TrainingPicture,
  type TrainingState,
} from '@/app/store/training';
import { NO_AUGMENTATION } from '@/core/dataset/augment';
import type { PixelPair } from '@/core/dataset/types';
import { type Failure, fail, type Reply, succeed } from '@/core/failure';
import { isSameBytes } from '@/core/sameBytes';
import type { TestFiles, TrainingRecord } from '@/storage/trainingRecords';
import { type HeldTraining, heldTraining } from './heldTraining';
import { notify } from './notify';
import { closeTraining, openTraining, TRAINING_LOCK } from './openTraining';
import type { Ports } from './ports';
import { readBoth, type TrainingDatum, trainingData, type TrainingFiles } from './trainingData';

/** Tells whether there is a training of an earlier visit, or of another tab that is done with it, to go on with. */
export async function offerKeptTraining(ports: Ports): Promise<void> {
  const { store } = ports;
  const isBusy = () => isTraining(store.getState()) || hasUnkept(store.getState().training);
  if (store.getState().training.kept !== null || isBusy()) return;
  const peeked = await (await ports.openTrainingShelf()).peek();
  if (!peeked.ok || peeked.value?.keptAs !== '') return;
  const release = await ports.takeLock(TRAINING_LOCK);
  if (release === null) return; // it goes on in another tab
  release();
  if (!isBusy()) changeTraining(store, { kept: toOffer(peeked.value) });
}

/** Whether a new training would take the place of one that is under no name yet. */
export async function wouldForget(ports: Ports): Promise<boolean> {
  await offerKeptTraining(ports);
  const { training } = ports.store.getState();
  return training.kept !== null || hasUnkept(training);
}

/** What `before` had learned under no name yet is offered as a training of an earlier visit is. */
export async function offerAgain(ports: Ports, before: TrainingState): Promise<void> {
  if (before.notKept !== null || !hasUnkept(before)) return;
  const peeked = await (await ports.openTrainingShelf()).peek();
  if (peeked.ok && peeked.value?.keptAs === '') {
    changeTraining(ports.store, { kept: toOffer(peeked.value) });
  }
}

function toOffer({ parent, pictures, pass, settings, isEnded }: TrainingRecord): KeptTrainingOffer {
  const { passes } = settings;
  return { parentName: parent.name, pictures: pictures.length, pass, passes, isEnded };
}

/** Writes the pairs and the settings; the failure is told and the training runs without. */
export async function beginKeepingTraining(
  ports: Ports,
  { record, tests: given }: HeldTraining,
): Promise<void> {
  const { store } = ports;
  const data = trainingData(store);
  const shelf = await ports.openTrainingShelf();
  const tests = new Map<string, TestFiles>();
  for (const [id, testFiles] of given) {
    const files = await readBoth(testFiles);
    if (!files.ok) {
      await shelf.clear(); // or the one before would be taken for this one
      changeTraining(store, { kept: null, notKept: files.failure });
      return;
    }
    tests.set(id, files.value);
  }
  const pairs = new Map(record.pictures.map(({ id }) => [id, data.get(id)!.pair]));
  const begun = await shelf.begin({ record, pairs, tests, checkpoint: null });
  if (!begun.ok) await shelf.clear(); // what there is of it would not suffice to go on
  changeTraining(store, { kept: null, notKept: begun.ok ? null : begun.failure });
}

/** After a pass. The first failure ends the keeping; the page then says so. */
export async function keepPass(ports: Ports, held: HeldTraining): Promise<void> {
  const { store, engine } = ports;
  if (store.getState().training.notKept !== null) return;
  const checkpoint = await engine.takeCheckpoint();
  const shelf = await ports.openTrainingShelf();
  if (store.getState().training.notKept !== null) return; // cleared meanwhile
  const written = checkpoint.ok
    ? await shelf.writeCheckpoint(held.record, checkpoint.value)
    : checkpoint;
  if (!written.ok) changeTraining(store, { notKept: written.failure });
}

/** After a change of the record alone. */
export async function keepRecord({ store, openTrainingShelf }: Ports, held: HeldTraining) {
  if (store.getState().training.notKept !== null) return;
  const written = await (await openTrainingShelf()).writeRecord(held.record);
  if (!written.ok) changeTraining(store, { notKept: written.failure });
}

/** What was kept, back in the engine as it was after its last whole pass; the page shows its pairs and settings. */
export async function reopenKept(ports: Ports): Promise<Reply<TrainingRecord>> {
  const { store } = ports;
  const loaded = await (await ports.openTrainingShelf()).load();
  if (!loaded.ok) return loaded;
  if (loaded.value === null) return fail('storage-failed', 'a part of it is missing or damaged');
  const { record, pairs, tests, checkpoint } = loaded.value;
  const data = trainingData(store);
  const given = new Map(data);
  data.clear();
  for (const [id, pair] of pairs) {
    const same = given.get(id);
    const files =
      same !== undefined && isSamePair(same.pair, pair)
        ? same.files
        : (tests.get(id) ?? (await toFiles(ports, pair)));
    data.set(id, { pair, files, given: null });
  }
  await showKept(ports, record, given);
  const opened = await openTraining(ports, record, checkpoint);
  if (!opened.ok) return opened;
  changeTrainingRun(store, { isEnded: record.isEnded });
  return succeed(record);
}

function isSamePair(one: PixelPair, other: PixelPair): boolean {
  return isSameBytes(one.image, other.image) && isSameBytes(one.truth, other.truth);
}

/** Forgets the training that is kept; it is offered until it is gone from the disk. */
export async function forgetTraining(ports: Ports): Promise<void> {
  const { store } = ports;
  const release =
    heldTraining(ports) === null ? await ports.takeLock(TRAINING_LOCK) : () => undefined;
  if (release === null) {
    notify(ports, 'warning', 'Another tab of Lentigo holds that training. Close that tab first.');
    return;
  }
  const cleared = await (await ports.openTrainingShelf()).clear();
  if (cleared.ok) {
    changeTraining(store, { kept: null });
    await closeTraining(ports);
  } else {
    notify(ports, 'warning', `It could not be removed (${cleared.failure.detail}). Try again.`);
  }
  release();
}

/** As forgetTraining, when all that is stored is cleared: a training that is under way goes on, and is not kept. */
export async function clearKeptTraining(ports: Ports): Promise<Reply<null>> {
  const { store } = ports;
  if (heldTraining(ports) !== null) {
    const notKept = { code: 'storage-failed', detail: 'what was stored was cleared' } as const;
    changeTraining(store, { notKept });
  }
  const cleared = await (await ports.openTrainingShelf()).clear();
  if (cleared.ok) changeTraining(store, { kept: null });
  return cleared;
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

/** Its pairs, parts and settings take the place of those that are shown. */
async function showKept(
  ports: Ports,
  record: TrainingRecord,
  given: ReadonlyMap<string, TrainingDatum>,
): Promise<void> {
  const { store, pixels } = ports;
  const data = trainingData(store);
  const before = new Map(store.getState().training.pictures.map((one) => [one.id, one]));
  const pictures: TrainingPicture[] = [];
  for (const { id, name, size, lesionShare, pictureHash } of record.pictures) {
    const { pair, files } = data.get(id)!;
    const shown = before.get(id);
    if (shown !== undefined && given.get(id)?.files === files) {
      before.delete(id);
      pictures.push(shown);
      continue;
    }
    const views = await pixels.drawViews(pair, NO_AUGMENTATION, 0, 1);
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
    sources: [],
    unread: [],
    leftovers: [],
    pictures,
    parts: Object.fromEntries(record.pictures.map(({ id, part }) => [id, part])),
    parentId: record.parent.id,
    choices: { ...settings, limit },
    estimate: { status: 'none' },
  });
  for (const { thumbnailUrl } of before.values()) URL.revokeObjectURL(thumbnailUrl);
}
