/**
 * Runs a training pass by pass: started, paused, stopped, gone on with, at the end compared with the model it came from.
 * The engine trains; this asks for the next pass, shows what came and writes it down. One training at a time.
 */
import {
  changeTraining,
  changeTrainingRun,
  isTraining,
  NO_TRAINING_RUN,
  toBasis,
} from '@/app/store/training';
import type { AppStore } from '@/app/store/store';
import { BACKEND_NAMES } from '@/app/store/backendNames';
import { canTrainOn } from '@/core/dataset/checks';
import type { BackendName } from '@/engine/protocol';
import { dropTraining, type HeldTraining, heldTraining } from './heldTraining';
import {
  beginKeepingTraining,
  failTraining,
  keepPass,
  keepRecord,
  reopenKept,
} from './keepTraining';
import type { TrainingRecord } from '@/storage/trainingRecords';
import { notify } from './notify';
import { closeTraining, showPreviews } from './openTraining';
import { estimateTraining, judgePairs, openPlanned, parentOf } from './planTraining';
import type { Ports } from './ports';
import { scoreTraining } from './scoreTraining';

/** Milliseconds that the pass under way stood still. */
const pauses = new WeakMap<AppStore, { ms: number; sinceMs: number | null }>();

/** From the beginning. Measures first where that was not done; does not start what would not fit. */
export async function startTraining(ports: Ports): Promise<void> {
  const { store } = ports;
  if (isTraining(store.getState()) || !canTrainOn(judgePairs(store.getState()))) return;
  const { estimate: before } = store.getState().training;
  if (before.status !== 'done' || before.parentId !== parentOf(store.getState())) {
    await estimateTraining(ports);
  }
  const { estimate } = store.getState().training;
  if (estimate.status !== 'done') return;
  const { rows, previews } = store.getState().training.run;
  const run = {
    ...NO_TRAINING_RUN,
    status: 'opening',
    rows: rows.slice(0, 1),
    previews,
    basis: toBasis(store.getState().training),
  } as const;
  changeTraining(store, { run, outcome: null });
  const opened = await openPlanned(ports, estimate.passes);
  if (!opened.ok) {
    changeTrainingRun(store, { status: 'failed', failure: opened.failure });
    return;
  }
  const held = heldTraining(ports)!;
  changeTrainingRun(store, { passes: held.record.settings.passes });
  await beginKeepingTraining(ports, held);
  await runPasses(ports, held);
}

/** A pass that waits, or the training that was stopped here. */
export async function goOnTraining(ports: Ports): Promise<void> {
  const { store, engine } = ports;
  const { status } = store.getState().training.run;
  if (status === 'paused') {
    endPause(store);
    changeTrainingRun(store, { status: 'running' });
    await engine.goOn();
    return;
  }
  if (isTraining(store.getState())) return;
  changeTrainingRun(store, { status: 'opening', failure: null });
  const held = await holdAgain(ports);
  if (held !== null) await runPasses(ports, held);
}

/** The training of an earlier visit, with its own pairs, parts and settings in place of those that are here. */
export async function goOnKeptTraining(ports: Ports): Promise<void> {
  const { store } = ports;
  const { reading } = store.getState().training;
  if (isTraining(store.getState()) || reading !== null) return;
  changeTraining(store, { run: { ...NO_TRAINING_RUN, status: 'opening' } });
  await closeTraining(ports);
  const held = await holdAgain(ports);
  if (held !== null) await runPasses(ports, held);
}

export async function pauseTraining({ store, engine }: Ports): Promise<void> {
  if (store.getState().training.run.status !== 'running') return;
  const pause = pauses.get(store);
  if (pause !== undefined) pause.sinceMs = performance.now();
  changeTrainingRun(store, { status: 'paused' });
  await engine.pausePass();
}

/** Ends after the step or the picture under way; what the passes before have learned stays. */
export async function stopTraining({ store, engine }: Ports): Promise<void> {
  const { status } = store.getState().training.run;
  if (status === 'scoring') changeTrainingRun(store, { status: 'halting' });
  if (status !== 'running' && status !== 'paused') return;
  changeTrainingRun(store, { status: 'halting' });
  await engine.stopPass();
}

/** Compares the best so far with the model it came from. No pass comes after a look at the test part. */
export async function finishTraining(ports: Ports): Promise<void> {
  const { store } = ports;
  if (isTraining(store.getState())) return;
  changeTrainingRun(store, { status: 'opening', failure: null });
  const held = await holdAgain(ports);
  if (held === null) return;
  held.record = { ...held.record, isEnded: true };
  await keepRecord(ports, held);
  await scoreTraining(ports, held);
}

/** What the engine holds, or what was kept. Null where neither is to be had: the run says why. */
async function holdAgain(ports: Ports): Promise<HeldTraining | null> {
  const held = heldTraining(ports);
  if (held !== null) return held;
  const reopened = await reopenKept(ports);
  if (!reopened.ok) {
    failTraining(ports, reopened.failure);
    return null;
  }
  changeTraining(ports.store, { kept: null, notKept: null, outcome: null });
  changeTrainingRun(ports.store, { basis: toBasis(ports.store.getState().training) });
  return heldTraining(ports);
}

async function runPasses(ports: Ports, held: HeldTraining): Promise<void> {
  const { store, engine } = ports;
  changeTrainingRun(store, { status: 'running', failure: null });
  while (!hasEnded(held.record)) {
    const began = performance.now();
    const isPaused = store.getState().training.run.status === 'paused';
    pauses.set(store, { ms: 0, sinceMs: isPaused ? began : null });
    const result = await engine.runPass((step) => changeTrainingRun(store, { step }));
    endPause(store);
    const passMs = performance.now() - began - (pauses.get(store)?.ms ?? 0);
    if (!result.ok) {
      // an engine that died holds nothing; what was kept brings it back
      if (result.failure.code === 'worker-stopped') dropTraining(ports);
      failTraining(ports, result.failure);
      return;
    }
    if (result.value.status === 'stopped') {
      changeTrainingRun(store, { status: 'stopped', step: null });
      return;
    }
    const { row, bestPass, shouldStop, previews, fellBack } = result.value;
    if (fellBack !== null) tellFallback(ports, fellBack.from, fellBack.reason, row.backend);
    tellHalved(ports, row.batch);
    const trainedMs = held.record.trainedMs + passMs;
    const record = { ...held.record, pass: row.pass, trainedMs, isEnded: shouldStop };
    held.record = { ...record, isEnded: hasEnded(record) };
    const { rows } = store.getState().training.run;
    changeTrainingRun(store, { rows: [...rows, row], bestPass, passMs });
    await showPreviews(ports, previews);
    await keepPass(ports, held);
    if (store.getState().training.run.status === 'halting') {
      changeTrainingRun(store, { status: 'stopped', step: null });
      return;
    }
  }
  await scoreTraining(ports, held);
}

function hasEnded({ pass, settings, isEnded, limitMs, trainedMs }: TrainingRecord) {
  return isEnded || pass >= settings.passes || (limitMs !== null && trainedMs >= limitMs);
}

function tellFallback(ports: Ports, from: BackendName, reason: string, to: BackendName): void {
  const words = `${BACKEND_NAMES[from]} failed: ${reason}. The pass began again on ${BACKEND_NAMES[to]}.`;
  notify(ports, 'warning', words);
}

/** Said once: when the first pass with fewer pictures a step is done. */
function tellHalved(ports: Ports, batch: number): void {
  const last = ports.store.getState().training.run.rows.at(-1);
  if (last === undefined || last.batch <= batch) return;
  const words = `The memory was not enough for ${last.batch} pictures a step; it goes on with ${batch}.`;
  notify(ports, 'warning', words);
}

function endPause(store: AppStore): void {
  const pause = pauses.get(store);
  if (pause?.sinceMs == null) return;
  pause.ms += performance.now() - pause.sinceMs;
  pause.sinceMs = null;
}
