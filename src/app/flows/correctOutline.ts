/** Correcting an outline by hand: strokes that add to the mask or erase from it, whatever the sliders say. */
import { openCase } from '@/app/store/selectors';
import { findCase, updateCase } from '@/app/store/store';
import type { ViewKind } from '@/app/store/views';
import {
  addStroke,
  type Corrections,
  NO_CORRECTIONS,
  redoStroke,
  undoStroke,
} from '@/core/editing/corrections';
import { type Brush, makeStroke } from '@/core/editing/makeStroke';
import type { Point } from '@/core/raster/fit';
import { changePreferences } from './changeSettings';
import { notify } from './notify';
import type { Ports } from './ports';
import { showMask } from './showMask';

/** The least that an area has. */
const CORNERS = 3;

/** Views that have no place for strokes. */
const CLOSED: readonly ViewKind[] = ['figure', 'compare'];

/** Follows the store from now on: another case, or a view without a place for strokes, ends correcting. */
export function watchCorrecting(ports: Ports): void {
  ports.store.subscribe(({ correcting, openId, preferences }) => {
    if (correcting === null) return;
    if (correcting !== openId || CLOSED.includes(preferences.view)) stopCorrecting(ports);
  });
}

/** The stage takes strokes from now on, until it is told to leave it or another case is opened. */
export function startCorrecting(ports: Ports): void {
  const { store } = ports;
  const one = openCase(store.getState());
  if (one?.progress.status !== 'done') return;
  const { view } = store.getState().preferences;
  if (CLOSED.includes(view)) changePreferences(ports, { view: 'overlay' });
  store.setState({ correcting: one.id, scaleTool: null });
}

/** What was drawn stays. */
export function stopCorrecting({ store }: Ports): void {
  store.setState({ correcting: null });
}

export function changeBrush({ store }: Ports, change: Partial<Brush>): void {
  store.setState(({ brush }) => ({ brush: { ...brush, ...change } }));
}

/** A stroke of the brush as it is, along `way`, in the picture's pixels. False where it encloses nothing. */
export function drawStroke(ports: Ports, way: readonly Point[]): boolean {
  const { brush } = ports.store.getState();
  const one = openCase(ports.store.getState());
  if (one?.picture == null || way.length === 0) return false;
  const stroke = makeStroke(brush, way, one.picture.size);
  if (stroke.shape === 'area' && stroke.points.length < 2 * CORNERS) return false;
  setCorrections(ports, one.id, addStroke(one.corrections, stroke));
  return true;
}

export function undoCorrection(ports: Ports): void {
  const one = openCase(ports.store.getState());
  if (one !== null) setCorrections(ports, one.id, undoStroke(one.corrections));
}

export function redoCorrection(ports: Ports): void {
  const one = openCase(ports.store.getState());
  if (one !== null) setCorrections(ports, one.id, redoStroke(one.corrections));
}

/** Back to the network's own outline; a passing notice offers the corrections back. */
export function removeCorrections(ports: Ports): void {
  const one = openCase(ports.store.getState());
  if (one === null || one.corrections.strokes.length === 0) return;
  const { id, corrections, file } = one;
  setCorrections(ports, id, NO_CORRECTIONS);
  notify(ports, 'done', `The corrections of ${file.name} were removed.`, {
    label: 'Undo',
    run: () => {
      // what was drawn since then is the user's as well
      const now = findCase(ports.store, id);
      if (now === undefined) return;
      const strokes = [...corrections.strokes, ...now.corrections.strokes];
      setCorrections(ports, id, { strokes, undone: [] });
    },
  });
}

function setCorrections(ports: Ports, caseId: string, corrections: Corrections): void {
  const { store } = ports;
  const one = findCase(store, caseId);
  if (one === undefined || one.corrections === corrections) return;
  updateCase(store, caseId, { corrections });
  showMask(ports, caseId);
}
