/** The map of where the network's answers differ, over the picture of the open case. */
import { caseCertainty } from '@/app/store/certainty';
import { openCase } from '@/app/store/selectors';
import type { AppState } from '@/app/store/types';
import { changePreferences } from './changeSettings';
import { notify } from './notify';
import type { Ports } from './ports';

/** Shows or hides it. It lies over the picture, so a view that hides the picture gives way. */
export function toggleUncertainty(ports: Ports): void {
  const { store } = ports;
  const { showUncertainty, preferences } = store.getState();
  store.setState({ showUncertainty: !showUncertainty });
  if (!showUncertainty && preferences.view !== 'overlay') {
    changePreferences(ports, { view: 'outline' });
  }
}

/** Follows the store from now on: paints the map for whichever case is open while it is wanted, and lets it go again. */
export function watchUncertainty(ports: Ports): void {
  const { pixels, store } = ports;
  let last: object | null = null;
  const paint = async (caseId: string, of: object) => {
    const painted = await pixels.paintUncertainty(caseId);
    const bitmap = painted.ok ? painted.value : null;
    if (bitmap === null || last !== of) {
      bitmap?.close();
      return;
    }
    store.getState().uncertainty?.bitmap.close();
    store.setState({ uncertainty: { caseId, bitmap } });
  };
  store.subscribe((state) => {
    const wanted = toWanted(state);
    if ((wanted?.of ?? null) === last) return;
    last = wanted?.of ?? null;
    state.uncertainty?.bitmap.close();
    if (state.uncertainty !== null) store.setState({ uncertainty: null });
    if (wanted === null) return;
    paint(wanted.caseId, wanted.of).catch((error: unknown) =>
      notify(ports, 'warning', `The map could not be drawn: ${String(error)}`),
    );
  });
}

function toWanted(state: AppState): { readonly caseId: string; readonly of: object } | null {
  const one = openCase(state);
  if (!state.showUncertainty || one === null) return null;
  const certainty = caseCertainty(one);
  return certainty.status === 'done' ? { caseId: one.id, of: certainty.madeWith } : null;
}
