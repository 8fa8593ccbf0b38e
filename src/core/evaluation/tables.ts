/** The files that a user takes away: one row a picture, the means as CSV and as Markdown. Numbers in full precision. */
import { toCsv } from '@/core/metrics/scoresCsv';
import type { Comparison } from './compare';
import { figuresOf, MEASURES } from './measures';
import type { Summary } from './summarise';
import type { ContenderId, EvaluationRow, Outcome, RunFacts } from './types';

/** How the figures come about, named in every file. */
export const BINARISATION = 'value > 128 is lesion';
export const AVERAGING =
  'mean of per-picture figures (ISIC); a ratio whose denominator is 0 counts as 1';

type Line = {
  readonly row: EvaluationRow;
  readonly contender: ContenderId;
  readonly name: string;
  readonly outcome: Outcome;
};

/** A row for every picture and contender; what could not be scored is there too, with why. */
export function toRowsCsv(rows: readonly EvaluationRow[], facts: RunFacts): string {
  const lines = rows.flatMap((row) =>
    facts.contenders.flatMap(({ id, name }): Line[] => {
      const outcome = row.outcomes[id];
      return outcome === undefined ? [] : [{ row, contender: id, name, outcome }];
    }),
  );
  return toCsv<Line>(
    [
      ['image', ({ row }) => row.id],
      ['contender', ({ contender }) => contender],
      ['masks_from', ({ name }) => name],
      ['status', ({ outcome }) => outcome.kind],
      ['why', ({ outcome }) => (outcome.kind === 'failed' ? wordFailure(outcome) : '')],
      ['width', ({ row }) => row.size?.width ?? ''],
      ['height', ({ row }) => row.size?.height ?? ''],
      ['truth_border', ({ row }) => row.truthBorder ?? ''],
      ['tp', ({ outcome }) => count(outcome, 'truePositive')],
      ['fp', ({ outcome }) => count(outcome, 'falsePositive')],
      ['fn', ({ outcome }) => count(outcome, 'falseNegative')],
      ['tn', ({ outcome }) => count(outcome, 'trueNegative')],
      ...MEASURES.map(
        ({ key, column }) =>
          [column, ({ outcome }: Line) => figuresOf(outcome)?.[key] ?? ''] as const,
      ),
    ],
    lines,
  );
}

type MeansLine = {
  readonly name: string;
  readonly summary: Summary;
  readonly measure: (typeof MEASURES)[number];
};

/** A row for every contender and measure. */
export function toMeansCsv(summaries: readonly Summary[], facts: RunFacts): string {
  const lines = summaries.flatMap((summary) =>
    MEASURES.map((measure): MeansLine => ({
      name: nameOf(facts, summary.contender),
      summary,
      measure,
    })),
  );
  const of = ({ summary, measure }: MeansLine) => summary.measures[measure.key];
  return toCsv<MeansLine>(
    [
      ['contender', ({ summary }) => summary.contender],
      ['masks_from', ({ name }) => name],
      ['measure', ({ measure }) => measure.column],
      ['pictures', (line) => of(line).pictures],
      ['scored', ({ summary }) => summary.scored],
      ['failed', ({ summary }) => summary.failed],
      ['mean', (line) => orEmpty(of(line).mean)],
      ['low95', (line) => of(line).interval?.[0] ?? ''],
      ['high95', (line) => of(line).interval?.[1] ?? ''],
      ['median', (line) => orEmpty(of(line).median)],
      ['pooled', (line) => of(line).pooled ?? ''],
      ['rule', () => AVERAGING],
      ['binarisation', () => BINARISATION],
    ],
    lines,
  );
}

/** Means with intervals, a line a contender, for a README or a paper's draft. */
export function toMarkdown(summaries: readonly Summary[], facts: RunFacts): string {
  const cells = (summary: Summary) =>
    MEASURES.map(({ key }) => {
      const { mean, interval } = summary.measures[key];
      if (Number.isNaN(mean)) return '–';
      const range = interval === null ? '' : ` (${interval.map(three).join(' to ')})`;
      return `${three(mean)}${range}`;
    });
  const line = (parts: readonly string[]) => `| ${parts.join(' | ')} |`;
  const heads = [
    'masks from',
    'pictures',
    ...MEASURES.map(({ name, unit }) => (unit === '' ? name : `${name}, ${unit}`)),
  ];
  return [
    line(heads),
    line(heads.map(() => '---')),
    ...summaries.map((summary) =>
      line([escape(nameOf(facts, summary.contender)), countOf(summary), ...cells(summary)]),
    ),
    '',
    `Means of per-picture figures by the ISIC scorer's rules, at each picture's own size (${BINARISATION}); 95 % bootstrap intervals in brackets.`,
    '',
  ].join('\n');
}

/** Differences of two contenders, a row a measure; of several comparisons one after the other. */
export function toComparisonCsv(comparisons: readonly Comparison[], facts: RunFacts): string {
  const column = (key: string) => MEASURES.find((measure) => measure.key === key)!.column;
  const lines = comparisons.flatMap(({ first, second, differences }) =>
    differences.map((difference) => ({ first, second, ...difference })),
  );
  return toCsv(
    [
      ['first', ({ first }) => nameOf(facts, first)],
      ['second', ({ second }) => nameOf(facts, second)],
      ['measure', ({ key }) => column(key)],
      ['pictures', ({ pictures }) => pictures],
      ['mean_difference', ({ mean }) => orEmpty(mean)],
      ['low95', ({ interval }) => interval?.[0] ?? ''],
      ['high95', ({ interval }) => interval?.[1] ?? ''],
      ['median_difference', ({ median }) => orEmpty(median)],
      ['wilcoxon_p', ({ test }) => test?.pValue ?? ''],
      ['wilcoxon_method', ({ test }) => test?.method ?? ''],
    ],
    lines,
  );
}

/** The name under which a contender is shown. */
export function nameOf({ contenders }: RunFacts, id: ContenderId): string {
  return contenders.find((one) => one.id === id)?.name ?? id;
}

/** "57", or "57 of 60" where some could not be scored. */
export function countOf({ scored, failed }: Summary): string {
  return failed === 0 ? String(scored) : `${scored} of ${scored + failed}`;
}

function count(
  outcome: Outcome,
  key: 'truePositive' | 'falsePositive' | 'falseNegative' | 'trueNegative',
) {
  return outcome.kind === 'scored' ? outcome.counts[key] : '';
}

function wordFailure({ failure }: Extract<Outcome, { kind: 'failed' }>): string {
  return `${failure.code}: ${failure.detail}`;
}

function orEmpty(value: number): number | '' {
  return Number.isNaN(value) ? '' : value;
}

function three(value: number): string {
  return value.toFixed(3);
}

function escape(text: string): string {
  return text.replaceAll('|', '\\|');
}
