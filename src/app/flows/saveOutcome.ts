/** What the user takes away of a training beside the network itself: before and after as tables, the learning curve. */
import type { BeforeAfter } from '@/app/store/training';
import { toCurveCsv } from '@/core/dataset/curveCsv';
import { toComparisonCsv, toMeansCsv, toRowsCsv } from '@/core/evaluation/tables';
import type { RunFacts } from '@/core/evaluation/types';
import { notify } from './notify';
import type { Ports } from './ports';
import { lastTrained, type Trained } from './scoreTraining';

export type OutcomeFile = 'pictures' | 'means' | 'differences' | 'samples' | 'curve';

/** Hands a CSV to the browser's downloads. */
export function saveOutcome(ports: Ports, kind: OutcomeFile): void {
  const { outcome } = ports.store.getState().training;
  const made = lastTrained(ports);
  if (outcome === null || made === null) return;
  const { test, samples } = outcome;
  const files: Record<OutcomeFile, readonly [name: string, text: string]> = {
    pictures: ['training_pictures.csv', toRowsCsv(test.rows, toFacts(made, test))],
    means: ['training_means.csv', toMeansCsv(test.summaries, toFacts(made, test))],
    differences: [
      'training_differences.csv',
      test.comparison === null ? '' : toComparisonCsv([test.comparison], toFacts(made, test)),
    ],
    samples: ['training_samples.csv', toMeansCsv(samples.summaries, toFacts(made, samples))],
    curve: ['training_curve.csv', toCurveCsv(made.model.rows)],
  };
  const [name, text] = files[kind];
  ports.download(new Blob([text], { type: 'text/csv' }), name);
  notify(ports, 'done', `Saved ${name} to your downloads.`);
}

function toFacts({ parent, model }: Trained, { rows }: BeforeAfter): RunFacts {
  const hashOf = (files: readonly { readonly name: string; readonly sha256: string }[]) =>
    files.find(({ name }) => name === 'weights.bin')?.sha256 ?? '';
  return {
    contenders: [
      {
        id: 'rival',
        name: `before: ${parent.name} ${parent.version}`,
        sha256: hashOf(parent.files),
        mask: parent.mask,
      },
      {
        id: 'main',
        name: `after: pass ${model.bestPass}`,
        sha256: hashOf(model.files),
        mask: parent.mask,
      },
    ],
    backend: model.rows.at(-1)?.backend ?? '',
    pairs: rows.length,
    isTruthResized: true,
    leftovers: [],
  };
}
