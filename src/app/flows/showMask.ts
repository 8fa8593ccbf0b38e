/**
 * From probabilities to what is seen and scored, again at every move of a slider. The network does not run.
 * Late answers are dropped: the next request is already on its way.
 */
import type { Failure } from '@/core/failure';
import type { MaskSettings } from '@/core/mask/types';
import type { LayerKind } from '@/pixels/protocol';
import { mapsAveraged } from '@/app/store/certainty';
import { effectiveView, maskSettings } from '@/app/store/selectors';
import { findCase, updateCase, type AppStore } from '@/app/store/store';
import { LAYER_OF } from '@/app/store/views';
import { collapseCalls } from './collapseCalls';
import { compareWithTruth } from './compareWithTruth';
import { notify } from './notify';
import { isOfFile, openCopy } from './openCopy';
import type { Ports } from './ports';

type Show = (caseId: string) => void;
/** The open case and the others have lines of their own, so that a slider waits for one of the others at most. */
type Shows = { readonly open: Show; readonly others: Show };
const shows = new WeakMap<AppStore, Shows>();

/** Repaints the mask of a case with the current settings, and its scores where it has a truth. Returns at once. */
export function showMask(ports: Ports, caseId: string): void {
  const { store } = ports;
  const both = shows.get(store) ?? startShows(ports);
  shows.set(store, both);
  if (store.getState().openId === caseId) both.open(caseId);
  else both.others(caseId);
}

function startShows(ports: Ports): Shows {
  const run = (caseId: string) => developAndScore(ports, caseId);
  const onError = (error: unknown) =>
    notify(ports, 'warning', `The mask could not be drawn: ${String(error)}`);
  return {
    open: collapseCalls(run, onError),
    others: collapseCalls(run, onError, (caseId) => caseId),
  };
}

async function developAndScore(ports: Ports, caseId: string): Promise<void> {
  const { store } = ports;
  const one = findCase(store, caseId);
  if (one?.progress.status !== 'done' || !one.isLoaded) return;
  const state = store.getState();
  const settings = maskSettings(state, one);
  const averaged = mapsAveraged(state, one);
  if (state.openId === caseId) {
    const layerKind = LAYER_OF[effectiveView(state)];
    const developed = await develop(ports, caseId, settings, layerKind);
    if (!developed.ok) {
      const { failure } = developed;
      const progress = { status: 'failed', failure, before: one.progress } as const;
      // a worker that died is replaced, and the case opened again in the next one
      if (failure.code === 'worker-stopped') return;
      if (layerKind === 'figure') showOverlay(ports, caseId, failure);
      else updateCase(store, caseId, { progress });
      return;
    }
    const { stage } = store.getState();
    if (stage?.caseId === caseId) {
      store.setState({
        stage: { ...stage, developed: { ...developed.value, settings, layerKind } },
      });
      stage.developed?.layer.close();
    } else {
      developed.value.layer.close();
    }
  }
  await score(ports, caseId, settings, averaged);
  compareWithTruth(ports, caseId);
}

/** A figure needs the picture as well: of this device's copy where its file is there no more. */
async function develop(ports: Ports, caseId: string, settings: MaskSettings, layer: LayerKind) {
  const developed = await ports.pixels.develop(caseId, settings, layer);
  if (developed.ok || !isOfFile(developed.failure)) return developed;
  const copy = await openCopy(ports, caseId);
  copy?.value.bitmap.close();
  return copy === null ? developed : ports.pixels.develop(caseId, settings, layer);
}

/** In place of a figure that cannot be drawn. */
function showOverlay(ports: Ports, caseId: string, { detail }: Failure): void {
  notify(ports, 'warning', `The figure could not be drawn: ${detail}.`);
  ports.store.setState(({ preferences }) => ({ preferences: { ...preferences, view: 'overlay' } }));
  showMask(ports, caseId);
}

async function score(
  { pixels, store }: Ports,
  caseId: string,
  settings: MaskSettings,
  averaged: number,
) {
  const one = findCase(store, caseId);
  if (one?.truth.status !== 'taken') return;
  const scores = await pixels.score(caseId, settings);
  const now = findCase(store, caseId);
  if (now?.truth !== one.truth || now.progress !== one.progress) return;
  updateCase(store, caseId, {
    scores:
      scores.ok && scores.value !== null
        ? { scores: scores.value, settings, mapsAveraged: averaged }
        : null,
  });
}
