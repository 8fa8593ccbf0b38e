/** Brings a training into the engine: the parent's files, the pairs at their resolution, and what was learned before. */
import { changeTrainingRun } from '@/app/store/training';
import type { DatasetPart } from '@/core/dataset/parts';
import { fail, type Reply, succeed } from '@/core/failure';
import type { OpenedTraining, Preview, TrainingPair } from '@/engine/protocol';
import type { TrainingRecord } from '@/storage/trainingRecords';
import { findCard } from './findCard';
import { findModel } from './findModel';
import { dropTraining, heldTraining, holdTraining } from './heldTraining';
import type { Ports } from './ports';
import { trainingData, type TrainingFiles } from './trainingData';

/** The same ones are shown after each pass. */
const PREVIEWS = 3;
export const TRAINING_LOCK = 'lentigo-training';

/**
 * Opens the training of `record`; the one that was open is closed. Failures: training-elsewhere (another tab trains), of
 * the parent's files, training-order (also where it was closed meanwhile), training-memory.
 */
export async function openTraining(
  ports: Ports,
  record: TrainingRecord,
  checkpoint: Uint8Array | null,
): Promise<Reply<OpenedTraining>> {
  const { store, takeLock } = ports;
  await closeTraining(ports);
  const parent = await findCard(ports, record.parent.id);
  if (!parent.ok) return parent;
  const release = await takeLock(TRAINING_LOCK);
  if (release === null) return fail('training-elsewhere', 'one tab trains at a time');
  const held = { record, parent: parent.value, tests: testFiles(ports, record), release };
  holdTraining(ports, held); // from here on closeTraining ends it
  const opened = await open(ports, record, checkpoint);
  if (heldTraining(ports) !== held) return fail('training-order', 'it was closed meanwhile');
  if (!opened.ok) {
    await closeTraining(ports);
    return opened;
  }
  const { rows, bestPass, previews } = opened.value;
  changeTrainingRun(store, { rows, bestPass, passes: record.settings.passes, step: null });
  await showPreviews(ports, previews);
  return opened;
}

/** Frees the engine and lets another tab train; what is on the shelf stays. */
export async function closeTraining(ports: Ports): Promise<void> {
  const held = heldTraining(ports);
  if (held === null) return;
  await ports.engine.closeTraining();
  if (heldTraining(ports) === held) dropTraining(ports);
}

function testFiles({ store }: Ports, { pictures }: TrainingRecord) {
  const data = trainingData(store);
  const tests = new Map<string, TrainingFiles>();
  for (const { id, part } of pictures) {
    const datum = data.get(id);
    if (part === 'test' && datum !== undefined) tests.set(id, datum.files);
  }
  return tests;
}

async function open(
  ports: Ports,
  { parent, settings, pictures }: TrainingRecord,
  checkpoint: Uint8Array | null,
): Promise<Reply<OpenedTraining>> {
  const { store, pixels, engine } = ports;
  const source = await findModel(ports, parent.id);
  if (!source.ok) return source;
  const data = trainingData(store);
  const pairsOf = async (part: DatasetPart): Promise<Reply<readonly TrainingPair[]>> => {
    const ids = pictures.filter((one) => one.part === part).map(({ id }) => id);
    const found = ids.flatMap((id) => data.get(id)?.pair ?? []);
    if (found.length < ids.length) return fail('training-order', 'a pair is not here any more');
    const resized = await pixels.resizeForTraining(found, settings.resolution);
    if (!resized.ok) return resized;
    return succeed(resized.value.map((pair, index) => ({ ...pair, id: ids[index]! })));
  };
  const training = await pairsOf('training');
  if (!training.ok) return training;
  const validation = await pairsOf('validation');
  if (!validation.ok) return validation;
  return engine.openTraining({
    parent: source.value,
    settings,
    training: training.value,
    validation: validation.value,
    previews: validation.value.slice(0, PREVIEWS).map(({ id }) => id),
    checkpoint,
  });
}

/** Draws what the network makes of the same validation pictures now. */
export async function showPreviews(
  { store, pixels }: Ports,
  previews: readonly Preview[],
): Promise<void> {
  const data = trainingData(store);
  const drawn: { id: string; name: string; url: string }[] = [];
  for (const { id, probabilities } of previews) {
    const pair = data.get(id)?.pair;
    if (pair === undefined) continue;
    const picture = await pixels.drawPreview(pair, probabilities);
    if (!picture.ok) continue;
    const name = store.getState().training.pictures.find((one) => one.id === id)?.name ?? id;
    drawn.push({ id, name, url: URL.createObjectURL(picture.value) });
  }
  const before = store.getState().training.run.previews;
  changeTrainingRun(store, { previews: drawn });
  for (const { url } of before) URL.revokeObjectURL(url);
}
