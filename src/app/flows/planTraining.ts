/** From what the user chose to the record of a training; whether it would fit this device. */
import { changeTraining, isTraining, NO_TRAINING_RUN } from '@/app/store/training';
import type { AppState } from '@/app/store/types';
import { canTrainOn, isUsable, judgeSet, type SetVerdict } from '@/core/dataset/checks';
import { fail, type Failure } from '@/core/failure';
import type { TrainingEstimate } from '@/engine/protocol';
import { TRAINING_VERSION, type TrainingRecord } from '@/storage/trainingRecords';
import { heldTraining } from './heldTraining';
import { offerAgain } from './keepTraining';
import { closeTraining, openTraining } from './openTraining';
import { seenBy } from './ownModels';
import type { Ports } from './ports';

/** Until a pass was measured, a training of minutes is planned with these. */
const PASSES_BEFORE_ESTIMATE = 20;
const MOST_PASSES = 500;

/** Whether the pairs, as they are parted, can be trained on from the chosen network. */
export function judgePairs(state: Pick<AppState, 'training' | 'engine' | 'ownModels'>): SetVerdict {
  const { pictures, parts } = state.training;
  const seen = new Set(seenBy(state, parentOf(state)));
  return judgeSet(pictures.filter(isUsable), (id) => parts[id] ?? 'training', seen);
}

/** The model that a training would start from now; undefined while there is none. */
export function parentOf({ training, engine }: Pick<AppState, 'training' | 'engine'>) {
  return training.parentId ?? (engine.status === 'ready' ? engine.card.id : undefined);
}

/**
 * Opens the training and runs two real steps of it. Ends with the estimate 'done' and the training open; or 'failed',
 * with what to change, or 'none' where it was stopped: then nothing is open. An earlier training that is kept on this
 * device and under no name is offered again.
 */
export async function estimateTraining(ports: Ports): Promise<void> {
  const { store, engine } = ports;
  if (isTraining(store.getState()) || !canTrainOn(judgePairs(store.getState()))) return;
  const before = store.getState().training;
  const none = { run: NO_TRAINING_RUN, outcome: null, notKept: null };
  const running = { status: 'running' } as const;
  changeTraining(store, { ...none, estimate: running });
  const isStopped = () => store.getState().training.estimate !== running;
  await offerAgain(ports, before);
  if (isStopped()) return;
  const record = toRecord(ports, null);
  const opened = record.ok ? await openTraining(ports, record.value, null) : record;
  if (isStopped()) {
    const isOwn = record.ok && heldTraining(ports)?.record === record.value;
    return isOwn ? closeTraining(ports) : undefined;
  }
  if (!record.ok) return refuse(ports, record.failure);
  if (!opened.ok) return refuse(ports, opened.failure);
  const measured = await engine.estimateTraining();
  if (isStopped()) return;
  if (!measured.ok) return refuse(ports, measured.failure);
  const tooLarge = findShortage(measured.value);
  if (tooLarge !== null) return refuse(ports, tooLarge);
  const passes = countPasses(store.getState(), measured.value.secondsPerPass);
  const parentId = record.value.parent.id;
  changeTraining(store, {
    estimate: { status: 'done', estimate: measured.value, passes, parentId },
  });
}

/** Ends the measuring after the step under way. */
export async function stopEstimate(ports: Ports): Promise<void> {
  const { store } = ports;
  if (store.getState().training.estimate.status !== 'running') return;
  changeTraining(store, { estimate: { status: 'none' } });
  await closeTraining(ports);
}

/** Opens it for so many passes; as it stands open after an estimate where that planned the same. */
export async function openPlanned(ports: Ports, passes: number) {
  const open = heldTraining(ports);
  if (open?.record.settings.passes === passes && open.record.pass === 0)
    return { ok: true, value: null } as const;
  const record = toRecord(ports, passes);
  return record.ok ? openTraining(ports, record.value, null) : record;
}

async function refuse(ports: Ports, failure: Failure): Promise<void> {
  await closeTraining(ports);
  changeTraining(ports.store, { estimate: { status: 'failed', failure } });
}

function findShortage({ bytes, limitBytes }: TrainingEstimate): Failure | null {
  if (limitBytes === null || bytes <= limitBytes) return null;
  const megabytes = (count: number) => `${Math.round(count / 1e6)} MB`;
  const refused = fail(
    'training-memory',
    `a step takes about ${megabytes(bytes)} and there are ${megabytes(limitBytes)}`,
  );
  return refused.ok ? null : refused.failure;
}

function countPasses({ training }: AppState, secondsPerPass: number): number {
  const { limit } = training.choices;
  if (limit.kind === 'passes') return limit.passes;
  const fitting = Math.floor((limit.minutes * 60) / Math.max(secondsPerPass, 1e-3));
  return Math.min(MOST_PASSES, Math.max(1, fitting));
}

/** `passes` null: as many as the user chose, or as a first guess. */
function toRecord({ store, newId }: Ports, passes: number | null) {
  const { training, engine } = store.getState();
  const { choices, pictures, parts } = training;
  const { limit, ...settings } = choices;
  const running = engine.status === 'ready' ? engine.card : null;
  const id = parentOf(store.getState());
  if (id === undefined) return fail('training-order', 'the network to start from is not ready yet');
  const own = store.getState().ownModels.find((one) => one.id === id);
  const name = own?.card.name ?? (running?.id === id ? running.name : id);
  const planned = passes ?? (limit.kind === 'passes' ? limit.passes : PASSES_BEFORE_ESTIMATE);
  const record: TrainingRecord = {
    version: TRAINING_VERSION,
    runId: newId(),
    parent: { id, name },
    settings: { ...settings, passes: planned },
    limitMs: limit.kind === 'minutes' ? limit.minutes * 60_000 : null,
    trainedMs: 0,
    pass: 0,
    isEnded: false,
    keptAs: '',
    pictures: pictures.filter(isUsable).map((one) => ({
      id: one.id,
      name: one.name,
      part: parts[one.id] ?? 'training',
      size: one.size,
      lesionShare: one.lesionShare,
      pictureHash: one.pictureHash,
    })),
  };
  return { ok: true, value: record } as const;
}
