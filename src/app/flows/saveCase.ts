/** Files that the user takes away: the mask, the overlay, the scores. Nothing of the input's metadata is in them. */
import { toScoresCsv } from '@/core/metrics/scoresCsv';
import { isSameMask } from '@/core/mask/isSameMask';
import { saveName } from '@/core/naming/caseNames';
import { openCase, openComparison } from '@/app/store/selectors';
import type { SaveKind } from '@/pixels/protocol';
import { encodeCase } from './encodeCase';
import { notify } from './notify';
import type { Ports } from './ports';

/** Saves a PNG of the open case. */
export async function savePicture(ports: Ports, kind: SaveKind): Promise<void> {
  const one = openCase(ports.store.getState());
  if (one?.progress.status !== 'done') return;
  const file = await encodeCase(ports, one, kind);
  if (file.ok) hand(ports, file.value, file.value.name);
  else notify(ports, 'warning', `The file could not be made: ${file.failure.detail}`);
}

/** Saves the open case's picture as the camera gave it; there is no file of it elsewhere. */
export function saveTaken(ports: Ports): void {
  const file = openCase(ports.store.getState())?.file;
  if (file !== undefined) hand(ports, file, file.name);
}

/** Saves the open case's scores, a header and one row. */
export function saveScores(ports: Ports): void {
  const state = ports.store.getState();
  const one = openCase(state);
  if (one?.progress.status !== 'done' || one.scores === null || one.picture === null) return;
  const { madeWith } = one.progress;
  const boundary = openComparison(state)?.boundary ?? null;
  const isOfMask = boundary !== null && isSameMask(boundary.settings, one.scores.settings);
  const text = toScoresCsv([
    {
      image: one.file.name,
      model: `${madeWith.modelId} ${madeWith.modelVersion}`,
      backend: madeWith.backend.name,
      settings: one.scores.settings,
      size: one.picture.size,
      scores: one.scores.scores,
      boundary: isOfMask ? boundary.distances : null,
      mapsAveraged: one.scores.mapsAveraged,
    },
  ]);
  hand(ports, new Blob([text], { type: 'text/csv' }), saveName(one.file.name, 'scores'));
}

function hand(ports: Ports, blob: Blob, name: string): void {
  ports.download(blob, name);
  notify(ports, 'done', `Saved ${name} to your downloads.`);
}
