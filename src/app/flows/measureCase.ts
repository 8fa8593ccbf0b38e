/**
 * What follows a mask on the stage, once the sliders rest: its measures, and how far the network agrees about it. Late
 * answers are dropped by collapsing; nothing here holds the mask or its scores up.
 */
import { caseCertainty, mapsAveraged } from '@/app/store/certainty';
import { maskSettings, openCase } from '@/app/store/selectors';
import { findCase, updateCase } from '@/app/store/store';
import type { AppState } from '@/app/store/types';
import type { MaskSettings } from '@/core/mask/types';
import { collapseCalls } from './collapseCalls';
import { notify } from './notify';
import type { Ports } from './ports';
import { REST_MS } from './restMs';

type Wanted = {
  readonly caseId: string;
  readonly settings: MaskSettings;
  readonly mapsAveraged: number;
  readonly isAssessed: boolean;
};

/** Follows the store from now on. */
export function watchMeasures(ports: Ports): void {
  const { store } = ports;
  let last = '';
  let timer = 0;
  const measure = collapseCalls(
    () => measureOpenCase(ports),
    (error) => notify(ports, 'warning', `The outline could not be measured: ${String(error)}`),
  );
  store.subscribe((state) => {
    const wanted = toWanted(state);
    // the sliders' own place too: at rest when it is, and not when the mask of a moment ago has come
    const key = wanted === null ? '' : JSON.stringify([wanted, maskSettings(state)]);
    if (key === last) return;
    last = key;
    self.clearTimeout(timer);
    if (wanted !== null) timer = self.setTimeout(measure, REST_MS, null);
  });
}

/** What the mask on the stage was made with; null before there is one. */
function toWanted(state: AppState): Wanted | null {
  const one = openCase(state);
  const { stage } = state;
  if (one?.progress.status !== 'done' || stage?.caseId !== one.id) return null;
  if (stage.developed === null) return null;
  return {
    caseId: one.id,
    settings: stage.developed.settings,
    mapsAveraged: mapsAveraged(state, one),
    isAssessed: caseCertainty(one).status === 'done',
  };
}

async function measureOpenCase(ports: Ports): Promise<void> {
  const { pixels, store } = ports;
  const wanted = toWanted(store.getState());
  if (wanted === null) return;
  const { caseId, settings, mapsAveraged: averaged } = wanted;
  const measured = await pixels.measure(caseId, settings);
  if (measured.ok) {
    const measures = { measures: measured.value, settings, mapsAveraged: averaged };
    updateCase(store, caseId, { measures });
  } else {
    notify(ports, 'warning', `The outline could not be measured: ${measured.failure.detail}`);
  }
  if (!wanted.isAssessed) return;
  const assessed = await pixels.assess(caseId, settings);
  const one = findCase(store, caseId);
  if (one === undefined || !assessed.ok) return;
  const certainty = caseCertainty(one);
  if (certainty.status !== 'done') return;
  updateCase(store, caseId, { certainty: { ...certainty, certainty: assessed.value } });
}
