/** What components ask of the state. Each returns a stable reference while its part of the state is unchanged. */
import type { MaskSettings } from '@/core/mask/types';
import { withStrokes } from '@/core/mask/withStrokes';
import type { AppState, Case, Comparison } from './types';
import { LAYER_OF, VIEW_OF, type ViewKind } from './views';

/** Before a card is there; nothing is developed with it. */
const NO_CARD: MaskSettings = { threshold: 0.5, keep: 'central', fillHoles: true };

/** The open case, or null on the empty page. */
export function openCase(state: AppState): Case | null {
  return state.cases.find((one) => one.id === state.openId) ?? null;
}

/** How far the work on all cases is; a case that failed is finished too. */
export function queueProgress({ cases }: AppState): {
  readonly finished: number;
  readonly total: number;
} {
  const finished = cases.filter(
    ({ progress: { status } }) => status === 'done' || status === 'failed',
  );
  return { finished: finished.length, total: cases.length };
}

/** Threshold and clean-up of the model that made the case; of the one that runs where there is no mask yet. */
export function cardMaskSettings(
  state: AppState,
  one: Case | null = openCase(state),
): MaskSettings {
  if (one?.progress.status === 'done') return one.progress.madeWith.mask;
  return state.engine.status === 'ready' ? state.engine.card.mask : NO_CARD;
}

/**
 * The same with the user's changes, and what was drawn onto the case's mask by hand. A new object each time: use with a
 * shallow comparison.
 */
export function maskSettings(state: AppState, one: Case | null = openCase(state)): MaskSettings {
  const settings = { ...cardMaskSettings(state, one), ...state.maskChanges };
  return withStrokes(settings, one?.corrections.strokes ?? []);
}

/** What was compared with the open case's truth as it is now; null until then. */
export function openComparison(state: AppState): Comparison | null {
  const one = openCase(state);
  const { comparison } = state;
  return one !== null && comparison !== null && isComparisonOf(comparison, one) ? comparison : null;
}

export function isComparisonOf({ caseId, madeFrom }: Comparison, one: Case): boolean {
  return caseId === one.id && madeFrom.truth === one.truth && madeFrom.progress === one.progress;
}

/** Whether a line over a ruler is drawn on the open case, or waits for its length. */
export function hasScaleLine({ scaleTool, openId }: AppState): boolean {
  return scaleTool !== null && scaleTool.caseId === openId;
}

/** Whether the open case's outline is being corrected by hand. */
export function isCorrecting({ correcting, openId, stage }: AppState): boolean {
  return correcting !== null && correcting === openId && stage?.caseId === openId;
}

/** How many corrections by hand the open case's outline has. */
export function countCorrections(state: AppState): number {
  return openCase(state)?.corrections.strokes.length ?? 0;
}

/** The difference needs a truth; without one the overlay stands in. */
export function effectiveView(state: AppState): ViewKind {
  const hasTruth = openCase(state)?.truth.status === 'taken';
  return state.preferences.view === 'difference' && !hasTruth ? 'overlay' : state.preferences.view;
}

/** The view whose layer is there: the last one while a new layer is still being drawn. */
export function shownView(state: AppState): ViewKind {
  const view = effectiveView(state);
  const kind = state.stage?.developed?.layerKind;
  return kind === undefined || kind === LAYER_OF[view] ? view : VIEW_OF[kind];
}
