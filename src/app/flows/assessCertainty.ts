/**
 * The open case's flips and turns, in the background: begins when its first mask is on the stage, lets every new picture
 * go first, waits while a slider is moved, and goes on where it was when that is done. One answer of the network at a
 * time, so that nothing waits for more than one. Ends with the case's certainty 'done', 'stopped' or 'failed'.
 */
import { caseCertainty, isNetworkWanted, isOfOtherNetwork } from '@/app/store/certainty';
import { openCase } from '@/app/store/selectors';
import { type AppStore, findCase, updateCase } from '@/app/store/store';
import type { AppState, CaseCertainty, MadeWith } from '@/app/store/types';
import { type AgreementCuts, USUAL_CUTS } from '@/core/certainty/rateAgreement';
import type { Failure } from '@/core/failure';
import { symmetriesOf, type Symmetry } from '@/core/raster/symmetries';
import type { InputSpec } from '@/core/raster/types';
import type { Ports } from './ports';
import { predictInput } from './predictInput';
import { REST_MS } from './restMs';
import { showMask } from './showMask';

/** The next answer to ask for. */
type Step = {
  readonly caseId: string;
  readonly madeWith: MadeWith;
  readonly symmetry: Symmetry;
  readonly spec: InputSpec;
  readonly cuts: AgreementCuts;
  readonly done: number;
  readonly total: number;
};

/** Follows the store from now on. */
export function watchCertainty(ports: Ports, restMs = REST_MS): void {
  const { store } = ports;
  let isRunning = false;
  let restsFrom = -Infinity;
  const run = async () => {
    if (isRunning) return;
    isRunning = true;
    try {
      for (let step = nextStep(store.getState()); step; step = nextStep(store.getState())) {
        const left = restsFrom - performance.now();
        if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
        else await take(ports, step);
      }
    } finally {
      isRunning = false;
    }
  };
  store.subscribe((state, before) => {
    const isMoved = state.maskChanges !== before.maskChanges;
    const isFirst = state.stage?.developed != null && before.stage?.developed == null;
    if (isMoved || isFirst) restsFrom = performance.now() + restMs;
    void run();
  });
}

/** Null while there is nothing to do, or something that goes first. */
function nextStep(state: AppState): Step | null {
  const one = openCase(state);
  const { engine, stage } = state;
  if (one?.progress.status !== 'done' || engine.status !== 'ready') return null;
  if (stage?.caseId !== one.id || stage.developed === null) return null;
  if (isNetworkWanted(state) || isOfOtherNetwork(state, one)) return null;
  const { card } = engine;
  const { madeWith } = one.progress;
  const certainty = caseCertainty(one);
  if (certainty.status !== 'waiting' && certainty.status !== 'running') return null;
  const symmetries = symmetriesOf(card.input.size);
  const done = certainty.status === 'waiting' ? 1 : certainty.done; // the first answer is the mask's own
  const symmetry = symmetries[done];
  if (symmetry === undefined) return null;
  const total = symmetries.length;
  const cuts = card.agreement ?? USUAL_CUTS;
  return { caseId: one.id, madeWith, symmetry, spec: card.input, cuts, done, total };
}

async function take(ports: Ports, step: Step): Promise<void> {
  const { pixels, store } = ports;
  const { caseId, madeWith, symmetry, spec, cuts, done, total } = step;
  if (done === 1) note(ports, step, { status: 'running', madeWith, cuts, done, total });
  try {
    const input = await pixels.toTurnedInput(caseId, spec, symmetry);
    if (!input.ok) {
      giveUp(ports, step, input.failure);
      return;
    }
    if (nextStep(store.getState())?.caseId !== caseId) return; // something came that goes first
    const answer = await predictInput(ports, input.value);
    if (!answer.ok) {
      giveUp(ports, step, answer.failure);
      return;
    }
    if (!isCurrent(ports, step)) return;
    const added = await pixels.addTurned(caseId, symmetry, answer.value.probabilities);
    if (!added.ok) {
      giveUp(ports, step, added.failure);
      return;
    }
    const now = { madeWith, cuts, done: added.value, total };
    if (added.value === total) {
      note(ports, step, { status: 'done', certainty: null, ...now });
      if (store.getState().useAverage) {
        forgetComparison(store, [caseId]);
        showMask(ports, caseId);
      }
      return;
    }
    const one = findCase(store, caseId);
    const isStopped = one !== undefined && caseCertainty(one).status === 'stopped';
    note(ports, step, { status: isStopped ? 'stopped' : 'running', ...now });
  } catch (error) {
    giveUp(ports, step, { code: 'unexpected', detail: String(error) });
  }
}

function giveUp(ports: Ports, step: Step, failure: Failure): void {
  note(ports, step, { status: 'failed', madeWith: step.madeWith, failure });
}

/** A case that was closed, or segmented again, is left alone. */
function note(ports: Ports, step: Step, certainty: CaseCertainty): void {
  if (isCurrent(ports, step)) updateCase(ports.store, step.caseId, { certainty });
}

function isCurrent({ store }: Ports, { caseId, madeWith }: Step): boolean {
  const progress = findCase(store, caseId)?.progress;
  return progress?.status === 'done' && progress.madeWith === madeWith;
}

/** Ends the work on the open case after the answer that is under way; what is there is kept. */
export function stopCertainty({ store }: Ports): void {
  const one = openCase(store.getState());
  if (one === null) return;
  const certainty = caseCertainty(one);
  if (certainty.status !== 'running') return;
  updateCase(store, one.id, { certainty: { ...certainty, status: 'stopped' } });
}

/** Goes on where it was stopped, or begins again after a failure. */
export function resumeCertainty({ store }: Ports): void {
  const one = openCase(store.getState());
  if (one === null) return;
  const { certainty } = one;
  const resumed: CaseCertainty =
    certainty.status === 'stopped' ? { ...certainty, status: 'running' } : { status: 'waiting' };
  updateCase(store, one.id, { certainty: resumed });
}

/** Whether masks, scores, measures and files come from the average of all answers. */
export async function changeAverage(ports: Ports, useAverage: boolean): Promise<void> {
  const { pixels, store } = ports;
  await pixels.useAverage(useAverage);
  store.setState({ useAverage });
  const changed = store.getState().cases.filter(({ certainty }) => certainty.status === 'done');
  const ids = changed.map(({ id }) => id);
  forgetComparison(store, ids);
  for (const id of ids) showMask(ports, id);
}

/** What is known of the masks that these cases had. */
function forgetComparison(store: AppStore, caseIds: readonly string[]): void {
  const { comparison } = store.getState();
  if (comparison !== null && caseIds.includes(comparison.caseId)) {
    store.setState({ comparison: null });
  }
}
