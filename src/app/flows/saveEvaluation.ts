/** What the user takes away of an evaluation: tables, masks, the panel, a report. */
import { makeZip } from '@/app/browser/makeZip';
import { areReadable } from '@/app/browser/readSource';
import { findExemplars, type Exemplar } from '@/core/evaluation/exemplars';
import { toReport } from '@/core/evaluation/report';
import { toComparisonCsv, toMarkdown, toMeansCsv, toRowsCsv } from '@/core/evaluation/tables';
import type { RunFacts } from '@/core/evaluation/types';
import { saveName } from '@/core/naming/caseNames';
import type { AppState } from '@/app/store/types';
import type { Reply } from '@/core/failure';
import { fail, succeed } from '@/core/failure';
import type { PanelCase } from '@/pixels/protocol';
import { readPair } from './evaluatePicture';
import { notify } from './notify';
import type { Ports } from './ports';
import { backendName } from './runEvaluation';

export type EvaluationFile =
  'pictures-csv' | 'means-csv' | 'means-markdown' | 'comparison-csv' | 'masks' | 'panel' | 'report';

/** Of worst, median and best cases each. */
const EXEMPLARS = 2;

export function toFacts(state: AppState): RunFacts {
  const { contenders, described, pairing, areTruthsResized } = state.evaluation;
  return {
    contenders: contenders.flatMap(({ id }) => described.find((one) => one.id === id) ?? []),
    backend: backendName(state),
    pairs: pairing.pairs.length,
    isTruthResized: areTruthsResized,
    leftovers: pairing.leftovers,
  };
}

/** Makes a file and hands it to the browser's downloads. */
export async function saveEvaluation(ports: Ports, kind: EvaluationFile): Promise<void> {
  const made = await makeFile(ports, kind);
  if (!made.ok) {
    notify(ports, 'warning', `The file could not be made: ${made.failure.detail}`);
    return;
  }
  const { blob, name } = made.value;
  ports.download(blob, name);
  notify(ports, 'done', `Saved ${name} to your downloads.`);
}

type MadeFile = { readonly blob: Blob; readonly name: string };

async function makeFile(ports: Ports, kind: EvaluationFile): Promise<Reply<MadeFile>> {
  const state = ports.store.getState();
  const { rows, figures } = state.evaluation;
  const facts = toFacts(state);
  const summaries = figures?.summaries ?? [];
  const comparisons = figures?.comparisons ?? [];
  switch (kind) {
    case 'pictures-csv':
      return textFile(toRowsCsv(rows, facts), 'evaluation_pictures.csv', 'text/csv');
    case 'means-csv':
      return textFile(toMeansCsv(summaries, facts), 'evaluation_means.csv', 'text/csv');
    case 'means-markdown':
      return textFile(toMarkdown(summaries, facts), 'evaluation_means.md', 'text/markdown');
    case 'comparison-csv':
      return textFile(
        toComparisonCsv(comparisons, facts),
        'evaluation_differences.csv',
        'text/csv',
      );
    case 'masks': {
      const masks = rows.flatMap(({ id, mask }) =>
        mask === null ? [] : [{ name: saveName(nameOf(state, id), 'mask'), blob: mask }],
      );
      return succeed({ blob: await makeZip(masks), name: 'evaluation_masks.zip' });
    }
    case 'panel': {
      const panel = await makePanel(ports);
      return panel.ok ? succeed({ blob: panel.value, name: 'evaluation_panel.png' }) : panel;
    }
    case 'report': {
      const panel = await makePanel(ports);
      const report = toReport({
        facts,
        summaries,
        comparisons,
        rows,
        panelUrl: panel.ok ? await toDataUrl(panel.value) : null,
        lentigoVersion: ports.version,
        userAgent: navigator.userAgent,
        date: new Date(),
      });
      return textFile(report, 'evaluation_report.html', 'text/html');
    }
  }
}

/** The paper's Figure 2 of this set. */
export async function makePanel(ports: Ports): Promise<Reply<Blob>> {
  const { rows, pairing } = ports.store.getState().evaluation;
  const cases: PanelCase[] = [];
  for (const exemplar of findExemplars(rows, 'main', EXEMPLARS)) {
    const pair = pairing.pairs.find(({ id }) => id === exemplar.id);
    const files = pair === undefined ? null : await readPair(ports, pair);
    if (files?.ok !== true) continue;
    const { picture, truth, mask: given } = files.value;
    if (!(await areReadable([picture, truth, given].filter((one) => one !== null)))) continue;
    const mask = rows.find(({ id }) => id === exemplar.id)?.mask ?? given;
    if (truth === null || mask === null) continue;
    cases.push({ caption: caption(exemplar), picture, truth, mask });
  }
  if (cases.length === 0) return fail('save-failed', 'no picture was scored');
  return ports.pixels.drawPanel(cases);
}

const PLACES = { worst: 'Worst', median: 'Median', best: 'Best' } as const;

function caption({ id, place, jaccard, dice }: Exemplar): string {
  return `${PLACES[place]}: ${id}, Jaccard ${jaccard.toFixed(3)}, Dice ${dice.toFixed(3)}`;
}

/** The picture's own name, in its own case, without folders. */
function nameOf({ evaluation }: AppState, id: string): string {
  const path = evaluation.pairing.pairs.find((pair) => pair.id === id)?.picture ?? id;
  return path.slice(path.lastIndexOf('/') + 1);
}

function textFile(text: string, name: string, type: string): Reply<MadeFile> {
  return succeed({ blob: new Blob([text], { type }), name });
}

async function toDataUrl(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return `data:${blob.type};base64,${btoa(letters)}`;
}
