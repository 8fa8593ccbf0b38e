/** How many pixels a millimetre has: by a line over a ruler, or typed. Belongs to one case. */
import { updateCase } from '@/app/store/store';
import { openCase } from '@/app/store/selectors';
import type { PictureScale } from '@/core/measure/scale';
import type { Segment } from '@/core/measure/types';
import { changePreferences } from './changeSettings';
import type { Ports } from './ports';

/** The stage takes the two ends of a line, from now until it has them or is told to leave it. */
export function startScaleLine(ports: Ports): void {
  const { store } = ports;
  const { openId: caseId, preferences } = store.getState();
  if (preferences.view === 'figure') changePreferences(ports, { view: 'overlay' });
  if (caseId === null) return;
  store.setState({ scaleTool: { caseId, line: null, isDrawing: true }, correcting: null });
}

/** The line as it is drawn; `isDrawing` is false once both ends stand. */
export function drawScaleLine({ store }: Ports, line: Segment, isDrawing: boolean): void {
  store.setState(({ scaleTool }) =>
    scaleTool === null ? {} : { scaleTool: { ...scaleTool, line, isDrawing } },
  );
}

/** Takes the line away again. */
export function leaveScaleLine({ store }: Ports): void {
  store.setState({ scaleTool: null });
}

/** Null goes back to pixels. */
export function setScale({ store }: Ports, scale: PictureScale | null): void {
  const one = openCase(store.getState());
  if (one !== null) updateCase(store, one.id, { scale });
  store.setState({ scaleTool: null });
}

/** Draws the two diameters over the picture, or takes them away. */
export function toggleDiameters({ store }: Ports): void {
  store.setState(({ showDiameters }) => ({ showDiameters: !showDiameters }));
}
