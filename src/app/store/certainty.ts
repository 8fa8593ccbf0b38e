/** What components and flows ask about certainty and measures. */
import { findWarnings, type Warning } from '@/core/certainty/findWarnings';
import { rateAgreement, type Agreement } from '@/core/certainty/rateAgreement';
import type { AppState, Case, CaseCertainty } from './types';
import { openCase } from './selectors';

const WAITING: CaseCertainty = { status: 'waiting' };

/** What is known of the case's present mask; an answer about an earlier one counts for nothing. */
export function caseCertainty({ certainty, progress }: Case): CaseCertainty {
  if (certainty.status === 'waiting' || progress.status !== 'done') return WAITING;
  return certainty.madeWith === progress.madeWith ? certainty : WAITING;
}

/** How many answers of the network the case's mask is the average of; 1 for the first alone. */
export function mapsAveraged(state: AppState, one: Case): number {
  const certainty = caseCertainty(one);
  return state.useAverage && certainty.status === 'done' ? certainty.total : 1;
}

/** The map of where the answers differ, while it is asked for and the open case has it. */
export function shownUncertainty(state: AppState): ImageBitmap | null {
  const { showUncertainty, uncertainty, preferences } = state;
  const isOver = preferences.view === 'overlay' || preferences.view === 'outline';
  if (!showUncertainty || !isOver || uncertainty === null) return null;
  return uncertainty.caseId === openCase(state)?.id ? uncertainty.bitmap : null;
}

/** Another network, or another version, runs than the one that made the case's mask: it cannot be asked about that. */
export function isOfOtherNetwork({ engine }: AppState, { progress }: Case): boolean {
  if (engine.status !== 'ready' || progress.status !== 'done') return false;
  const { modelId, modelVersion } = progress.madeWith;
  return modelId !== engine.card.id || modelVersion !== engine.card.version;
}

/** A picture is on its way to its first mask: that goes before anything about a mask that is there. */
export function isNetworkWanted({ cases, isStopped }: AppState): boolean {
  return cases.some(
    ({ progress: { status } }) =>
      status === 'segmenting' || (!isStopped && (status === 'opening' || status === 'waiting')),
  );
}

/** Why the open case's outline should not be taken as it is; null before there is one. */
export function openWarnings(state: AppState): readonly Warning[] | null {
  const one = openCase(state);
  const { stage } = state;
  if (one?.progress.status !== 'done' || stage?.caseId !== one.id) return null;
  if (stage.developed === null) return null;
  // of an outline that was corrected by hand, what the network said of its own does not hold
  if (stage.developed.settings.strokes === undefined) {
    return findWarnings(stage.developed, ratedAgreement(one));
  }
  return stage.developed.lesionShare === 0 ? ['erased'] : findWarnings(stage.developed, null);
}

/** What the case's agreement means by the cut-offs of the network's card; null while it is not known. */
export function ratedAgreement(one: Case): Agreement | null {
  const certainty = caseCertainty(one);
  if (certainty.status !== 'done' || certainty.certainty === null) return null;
  return rateAgreement(certainty.certainty.agreement, certainty.cuts);
}
