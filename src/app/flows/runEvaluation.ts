/**
 * Runs an evaluation: a few pictures in flight, so that decoding, the network and scoring overlap; rows are shown and
 * kept as they come, and nothing of a picture is held after it but figures and its small mask. One run at a time.
 */
import { BACKEND_NAMES } from '@/app/store/backendNames';
import {
  changeEvaluation,
  changeRun,
  type EvaluationChoices,
  isRunning,
  NO_ROWS,
  NO_RUN,
} from '@/app/store/evaluation';
import type { AppStore } from '@/app/store/store';
import type { AppState } from '@/app/store/types';
import { until } from '@/app/store/until';
import type { Contender, DescribedContender } from '@/core/evaluation/types';
import type { MaskSettings } from '@/core/mask/types';
import { evaluatePicture, type PassSettings } from './evaluatePicture';
import { type GatheredRows, gatherRows } from './gatherRows';
import { beginKeeping, keepDescribed } from './keepEvaluation';
import { createTurns } from './networkTurns';
import { notify } from './notify';
import { hasAll, type Pass, toContenders, toPasses } from './planEvaluation';
import type { Ports } from './ports';
import { startEngine } from './startEngine';

/** One is segmented, one waits at the network, one is decoded while one is scored: the network never waits. */
const IN_FLIGHT = 4;
/** For Otsu's mask where no model is loaded. */
const PLAIN: MaskSettings = { threshold: 0.5, keep: 'central', fillHoles: true };

/** The last run of each page; a next one begins when its pictures in flight are done. */
const runs = new WeakMap<AppStore, Promise<void>>();
/** The one that is to begin then, however often it is asked for. */
const waiting = new WeakMap<AppStore, Promise<void>>();

/** Starts anew, or goes on where it was stopped. Ends with the run 'done' or 'stopped', figures and all. */
export function runEvaluation(ports: Ports): Promise<void> {
  const { store } = ports;
  const asked = waiting.get(store);
  if (asked !== undefined) return asked;
  const before = runs.get(store) ?? Promise.resolve();
  const goesOn = store.getState().evaluation.run.status === 'stopped';
  const run = before.then(() => {
    waiting.delete(store);
    // the pictures in flight were the last ones
    if (goesOn && store.getState().evaluation.run.status === 'done') return;
    return runOnce(ports, store.getState().modelId);
  });
  waiting.set(store, run);
  runs.set(
    store,
    run.catch(() => undefined),
  );
  return run;
}

/** `begun` is who is scored where the same run begins once more; `modelBefore` is back when it has ended. */
async function runOnce(
  ports: Ports,
  modelBefore: string | null,
  begun: readonly Contender[] | null = null,
): Promise<void> {
  const { store } = ports;
  const { choices, pairing, run, contenders: before } = store.getState().evaluation;
  if (isRunning(store.getState()) || pairing.pairs.length === 0) return;
  const goesOn = run.status === 'stopped';
  changeRun(store, { ...NO_RUN, status: 'running', total: pairing.pairs.length });
  if (!(await hasNetworkFor(ports, choices))) {
    changeRun(store, { status: goesOn ? 'stopped' : 'idle' });
    return;
  }
  const state = store.getState();
  const hasPictures = pairing.pairs.some(({ picture }) => picture !== null);
  const contenders = goesOn
    ? before
    : (begun ?? toContenders(choices, loadedModel(state) ?? '', hasPictures));
  if (!goesOn) {
    const described = contenders.filter(({ kind }) => kind !== 'network').map(describePlain);
    const areTruthsResized = choices.isTruthResized;
    changeEvaluation(store, { contenders, areTruthsResized, described, rows: [], figures: null });
  }
  /** False once another folder was given: what still comes in belongs nowhere. */
  const isCurrent = () => store.getState().evaluation.contenders === contenders;
  const passes = toPasses(contenders);
  const total = passes.length * pairing.pairs.length;
  changeRun(store, { ...NO_RUN, status: 'running', total, done: countDone(state, passes, goesOn) });
  const runId = await beginKeeping(ports);
  let isStale = false;
  for (const pass of passes) {
    if (isEnded(store) || isStale) break;
    const gathered = gatherRows(ports, runId, isCurrent);
    isStale = (await runPass(ports, pass, gathered)) === 'stale';
    await gathered.flush();
  }
  if (isStale && isCurrent() && !isEnded(store)) {
    changeEvaluation(store, NO_ROWS);
    await runOnce(ports, modelBefore, [...contenders]);
    return;
  }
  // unless the user has chosen another one since the run was stopped
  const { modelId } = store.getState();
  if (modelId !== modelBefore && passes.some((pass) => pass.modelId === modelId)) {
    await startEngine(ports, { modelId: modelBefore });
  }
  if (!isCurrent()) return;
  // stopped among the last ones, it has all the same what it was to have
  const isWhole = store.getState().evaluation.run.done === total;
  changeRun(store, { status: isWhole ? 'done' : 'stopped' });
  await reckonFigures(ports);
}

/** Takes the figures of a stopped run away, so that the next one begins from the start, with other choices perhaps. */
export function discardRun({ store }: Ports): void {
  if (!isRunning(store.getState())) changeEvaluation(store, NO_ROWS);
}

/** Halts after the pictures in flight; what is there stays. */
export function pauseEvaluation({ store }: Ports): void {
  if (store.getState().evaluation.run.status === 'running') changeRun(store, { status: 'paused' });
}

export function resumeEvaluation(ports: Ports): void {
  const { store } = ports;
  if (store.getState().evaluation.run.status !== 'paused') return;
  if (store.getState().engine.status === 'failed') void startEngine(ports);
  changeRun(store, { status: 'running', failure: null, doneAtMs: [] });
}

/** Ends the run after the pictures in flight; the figures are of what is there. It can go on later. */
export function stopEvaluation({ store }: Ports): void {
  if (isRunning(store.getState())) changeRun(store, { status: 'stopped' });
}

/** Intervals and comparisons, reckoned beside the page. */
export async function reckonFigures({ pixels, store }: Ports): Promise<void> {
  const { rows, contenders } = store.getState().evaluation;
  const bare = rows.map(({ id, outcomes, size }) => ({ id, outcomes, size, sweep: null }));
  const figures = await pixels.reckonSet(
    bare,
    contenders.map(({ id }) => id),
  );
  if (store.getState().evaluation.rows !== rows || !figures.ok) return;
  changeEvaluation(store, { figures: { ...figures.value, isFinal: true } });
}

/** 'stale' where rows are there that another version of the pass's model has made. */
async function runPass(ports: Ports, pass: Pass, gathered: GatheredRows): Promise<'stale' | null> {
  const { store } = ports;
  const settings = await prepare(ports, pass);
  if (settings === null || settings === 'stale') return settings;
  await keepDescribed(ports);
  const { pairing, rows } = store.getState().evaluation;
  const known = new Map(rows.map((row) => [row.id, row]));
  const todo = pairing.pairs.filter(({ id }) => !hasAll(known.get(id), pass.contenders));
  const turns = createTurns(store);
  let next = 0;
  const lane = async () => {
    for (;;) {
      await untilGoingOn(store);
      const pair = isEnded(store) ? undefined : todo[next++];
      if (pair === undefined) return;
      let row = await evaluatePicture(ports, pair, settings, turns);
      while (row === null) {
        const { engine } = store.getState();
        if (engine.status === 'failed') {
          changeRun(store, { status: 'paused', failure: engine.failure });
        }
        await untilGoingOn(store);
        if (isEnded(store) || !(await untilEngine(store))) return;
        if (loadedModel(store.getState()) !== settings.modelId) {
          endWithoutModel(store);
          return;
        }
        row = await evaluatePicture(ports, pair, settings, turns);
      }
      gathered.add(row);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return null;
}

/** Waits for the network where one is needed. False where it cannot be had (the run says why) or the user stopped. */
async function hasNetworkFor({ store }: Ports, choices: EvaluationChoices): Promise<boolean> {
  if (choices.main === 'masks' && choices.rival === 'none') return true;
  await untilEngine(store);
  const { engine } = store.getState();
  if (engine.status === 'failed') changeRun(store, { failure: engine.failure });
  return engine.status === 'ready' && isRunning(store.getState());
}

/**
 * Loads the pass's model where another one is loaded, and writes down who is scored. Null where it cannot be loaded or
 * the user stopped; 'stale' as runPass.
 */
async function prepare(ports: Ports, pass: Pass): Promise<PassSettings | 'stale' | null> {
  const { store } = ports;
  const { contenders, modelId } = pass;
  const { areTruthsResized: isTruthResized } = store.getState().evaluation;
  if (modelId === null) return { contenders, modelId, spec: null, mask: PLAIN, isTruthResized };
  await untilEngine(store);
  if (loadedModel(store.getState()) !== modelId) await startEngine(ports, { modelId });
  for (;;) {
    if (isEnded(store)) return null;
    const { engine } = store.getState();
    if (engine.status === 'ready') {
      const { card } = engine;
      if (card.id !== modelId) {
        endWithoutModel(store);
        return null;
      }
      const described = contenders.map((one) => describe(one, card));
      const { rows, described: before } = store.getState().evaluation;
      if (rows.length > 0 && described.some((one) => isOtherVersion(one, before))) {
        const words = `${card.name} has changed since this evaluation was stopped: it begins from the start.`;
        notify(ports, 'warning', words);
        return 'stale';
      }
      const others = before.filter(({ id }) => !described.some((one) => one.id === id));
      changeEvaluation(store, { described: [...others, ...described] });
      return { contenders, modelId: card.id, spec: card.input, mask: card.mask, isTruthResized };
    }
    if (engine.status === 'failed') {
      changeRun(store, { status: 'paused', failure: engine.failure });
      await untilGoingOn(store);
    }
    await untilEngine(store);
  }
}

/** The rest is done when the model is there again. */
function endWithoutModel(store: AppStore): void {
  const failure = {
    code: 'model-missing',
    detail: 'the one that this evaluation began with is not here',
  } as const;
  changeRun(store, { status: 'stopped', failure });
}

type Card = Extract<AppState['engine'], { status: 'ready' }>['card'];

function describe(one: Contender, card: Card): DescribedContender {
  if (one.kind !== 'network')
    return { ...describePlain(one), mask: one.kind === 'otsu' ? card.mask : null };
  const mask = { ...card.mask, threshold: one.threshold ?? card.mask.threshold };
  return {
    id: one.id,
    name: `${card.name} ${card.version}, threshold ${Math.round(mask.threshold * 100)} %`,
    sha256: card.files.find(({ name }) => name === 'weights.bin')?.sha256 ?? '',
    mask,
  };
}

function isOtherVersion(one: DescribedContender, before: readonly DescribedContender[]): boolean {
  return before.some(({ id, sha256 }) => id === one.id && sha256 !== one.sha256);
}

function describePlain({ id, kind }: Contender): DescribedContender {
  const name = kind === 'otsu' ? 'Otsu’s threshold' : 'Masks made elsewhere';
  return { id, name, sha256: '', mask: kind === 'otsu' ? PLAIN : null };
}

function countDone({ evaluation }: AppState, passes: readonly Pass[], goesOn: boolean): number {
  if (!goesOn) return 0;
  return passes.reduce(
    (sum, { contenders }) => sum + evaluation.rows.filter((row) => hasAll(row, contenders)).length,
    0,
  );
}

function loadedModel({ engine }: AppState): string | null {
  return engine.status === 'ready' ? engine.card.id : null;
}

function isEnded(store: AppStore): boolean {
  return !isRunning(store.getState());
}

/** Until the run is neither paused nor held up. */
function untilGoingOn(store: AppStore): Promise<void> {
  return until(store, ({ evaluation }) => evaluation.run.status !== 'paused');
}

/** Until the engine is ready (true) or has failed (false), or the run was ended. */
async function untilEngine(store: AppStore): Promise<boolean> {
  await until(
    store,
    (state) =>
      state.engine.status === 'ready' || state.engine.status === 'failed' || !isRunning(state),
  );
  return store.getState().engine.status === 'ready';
}

/** What runs the network, in words. */
export function backendName({ engine }: AppState): string {
  if (engine.status !== 'ready') return '';
  const { name, threads } = engine.backend;
  return threads > 1 ? `${BACKEND_NAMES[name]}, ${threads} threads` : BACKEND_NAMES[name];
}
