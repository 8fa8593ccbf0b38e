import { caseCertainty } from '@/app/store/certainty';
import { openCase } from '@/app/store/selectors';
import { toMeasuresCsv } from '@/core/measure/measuresCsv';
import { saveName } from '@/core/naming/caseNames';
import { notify } from './notify';
import type { Ports } from './ports';

/** Saves the open case's measures, a header and one row; in millimetres too where it has a scale. */
export function saveMeasures(ports: Ports): void {
  const one = openCase(ports.store.getState());
  const measured = one?.measures ?? null;
  if (one?.progress.status !== 'done' || measured?.measures == null) return;
  const { madeWith } = one.progress;
  const certainty = caseCertainty(one);
  const text = toMeasuresCsv([
    {
      image: one.file.name,
      model: `${madeWith.modelId} ${madeWith.modelVersion}`,
      backend: madeWith.backend.name,
      mapsAveraged: measured.mapsAveraged,
      measures: measured.measures,
      scale: one.scale,
      certainty: certainty.status === 'done' ? certainty.certainty : null,
    },
  ]);
  const name = saveName(one.file.name, 'measures');
  ports.download(new Blob([text], { type: 'text/csv' }), name);
  notify(ports, 'done', `Saved ${name} to your downloads.`);
}
