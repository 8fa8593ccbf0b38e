/** One page of HTML that says what was measured, with what, and what came out; it needs nothing beside itself. */
import type { Comparison } from './compare';
import { MEASURES } from './measures';
import type { Summary } from './summarise';
import { AVERAGING, BINARISATION, countOf, nameOf } from './tables';
import type { EvaluationRow, RunFacts } from './types';

export type ReportParts = {
  readonly facts: RunFacts;
  readonly summaries: readonly Summary[];
  readonly comparisons: readonly Comparison[];
  readonly rows: readonly EvaluationRow[];
  /** Worst, median and best cases as a data address; null where there is none. */
  readonly panelUrl: string | null;
  readonly lentigoVersion: string;
  readonly userAgent: string;
  readonly date: Date;
};

const STYLE = `body{font:15px/1.5 system-ui,"Segoe UI",Roboto,sans-serif;color:#111418;background:#fff;max-width:1000px;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:.5rem 0 1rem;font-variant-numeric:tabular-nums}th,td{border-bottom:1px solid #ced4da;padding:3px 10px 3px 0;text-align:right;vertical-align:top}
th:first-child,td:first-child{text-align:left}caption{text-align:left;font-weight:600}img{max-width:100%}small,.quiet{color:#495057}td{overflow-wrap:anywhere}`;

export function toReport(parts: ReportParts): string {
  const { facts, summaries, comparisons, rows, panelUrl, lentigoVersion, userAgent, date } = parts;
  const failed = rows.flatMap(({ id, outcomes }) =>
    facts.contenders.flatMap(({ id: contender, name }) => {
      const outcome = outcomes[contender];
      return outcome?.kind === 'failed' ? [[id, name, outcome.failure.detail]] : [];
    }),
  );
  const complete = rows.filter(({ outcomes }) =>
    facts.contenders.every(({ id }) => outcomes[id]?.kind === 'scored'),
  ).length;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Lentigo: evaluation of ${facts.pairs} pictures</title><meta name="viewport" content="width=device-width,initial-scale=1"><style>${STYLE}</style></head><body>
<h1>Evaluation of ${facts.pairs} pictures</h1>
<p>For research and teaching. Not a medical device; it does not diagnose.</p>
${summaries.map((summary) => summaryTable(summary, facts)).join('\n')}
<p class="quiet">${escape(AVERAGING)}; at each picture’s own size; truths: ${escape(BINARISATION)}. Intervals: 95 %, percentile bootstrap over the pictures, 10,000 rounds, fixed seed. Pooled: one figure from all pixels together.</p>
${comparisons.map((comparison) => comparisonTable(comparison, facts)).join('\n')}
${panelUrl === null ? '' : `<h2>Worst, median and best cases</h2><img src="${panelUrl}" alt="Original, ground truth and mask of the worst, median and best cases by Jaccard">`}
<h2>Settings</h2>
${table(
  '',
  ['', ''],
  [
    ...facts.contenders.map(({ id, name, sha256, mask }) => [
      LABELS[id],
      [
        name,
        mask === null
          ? 'masks as they are'
          : `threshold ${mask.threshold}, keep ${mask.keep}, fill holes ${mask.fillHoles}`,
        sha256 === '' ? '' : `weights SHA-256 ${sha256}`,
      ]
        .filter((part) => part !== '')
        .join('; '),
    ]),
    ['Runs on', facts.backend],
    [
      'Truths of another size',
      facts.isTruthResized ? 'resized to the picture, nearest neighbour' : 'not scored',
    ],
    ['Lentigo', lentigoVersion],
    ['Browser', userAgent],
    ['Date', date.toISOString()],
  ],
)}
<p>${complete === facts.pairs ? 'Every picture was' : `${complete} of ${facts.pairs} pictures were`} scored by every contender.</p>
${failed.length === 0 ? '' : table('Not scored, and in no mean', ['picture', 'masks from', 'why'], failed)}
${
  facts.leftovers.length === 0
    ? ''
    : table(
        'Files that were not used',
        ['file', 'why'],
        facts.leftovers.map(({ path, reason }) => [path, reason]),
      )
}
</body></html>
`;
}

const LABELS = { main: 'Evaluated', rival: 'Compared with', otsu: 'Baseline' } as const;

function summaryTable(summary: Summary, facts: RunFacts): string {
  const rows = MEASURES.map(({ key, name, unit }) => {
    const { pictures, mean, interval, median, pooled } = summary.measures[key];
    return [
      unit === '' ? name : `${name}, ${unit}`,
      three(mean),
      interval === null ? '' : interval.map(three).join(' to '),
      three(median),
      pooled === null ? '' : three(pooled),
      String(pictures),
    ];
  });
  const caption = `${nameOf(facts, summary.contender)}: ${countOf(summary)} pictures, ${(summary.missed * 100).toFixed(1)} % with a Jaccard below 0.65`;
  return table(caption, ['measure', 'mean', '95 % interval', 'median', 'pooled', 'pictures'], rows);
}

function comparisonTable(comparison: Comparison, facts: RunFacts): string {
  const { first, second, differences, firstAlone, secondAlone } = comparison;
  const rows = differences.map(({ key, pictures, mean, interval, test }) => [
    MEASURES.find((measure) => measure.key === key)!.name,
    three(mean),
    interval === null ? '' : interval.map(three).join(' to '),
    test === null ? 'no difference' : formatP(test.pValue),
    String(pictures),
  ]);
  return `${table(`${nameOf(facts, first)} minus ${nameOf(facts, second)}`, ['measure', 'mean difference', '95 % interval', 'Wilcoxon p', 'pictures'], rows)}
<p class="quiet">Jaccard of at least 0.65 with the first alone: ${firstAlone.length} pictures; with the second alone: ${secondAlone.length}.</p>`;
}

/** As papers print it. */
export function formatP(pValue: number): string {
  return pValue < 0.001 ? 'under 0.001' : pValue.toFixed(3);
}

function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const cells = (tag: 'td' | 'th', parts: readonly string[]) =>
    `<tr>${parts.map((part) => `<${tag}>${escape(part)}</${tag}>`).join('')}</tr>`;
  const head = heads.every((one) => one === '') ? '' : `<thead>${cells('th', heads)}</thead>`;
  return `<table>${caption === '' ? '' : `<caption>${escape(caption)}</caption>`}${head}<tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table>`;
}

function three(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(3);
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
