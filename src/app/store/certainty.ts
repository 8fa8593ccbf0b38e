/** What components and flows ask about certainty and measures. */
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
