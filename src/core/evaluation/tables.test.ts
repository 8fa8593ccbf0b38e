import { describe, expect, it } from 'vitest';
import { toReport } from './report';
import { summarise } from './summarise';
import { toComparisonCsv, toMarkdown, toMeansCsv, toRowsCsv } from './tables';
import type { EvaluationRow, RunFacts } from './types';

const MASK = { threshold: 0.5, keep: 'central', fillHoles: true } as const;
const FACTS: RunFacts = {
  contenders: [
    { id: 'main', name: 'Light 1.0.0, threshold 50 %', sha256: 'abc', mask: MASK },
    { id: 'otsu', name: 'Otsu’s threshold', sha256: '', mask: MASK },
  ],
  backend: 'WASM',
  pairs: 2,
  isTruthResized: false,
  leftovers: [{ path: '<b>.png', reason: 'no truth has its name' }],
};

const COUNTS = { truePositive: 1, falsePositive: 1, falseNegative: 1, trueNegative: 7 };
const ROWS: readonly EvaluationRow[] = [
  {
    id: '=a',
    outcomes: {
      main: { kind: 'scored', counts: COUNTS, boundary: { kind: 'undefined', empty: 'mask' } },
      otsu: { kind: 'segmented', lesionPx: 2, totalPx: 10 },
    },
    size: { width: 5, height: 2 },
    truthBorder: 'ragged',
    sweep: null,
  },
  {
    id: 'b',
    outcomes: { main: { kind: 'failed', failure: { code: 'file-damaged', detail: 'x, "y"' } } },
    size: null,
    sweep: null,
  },
];
const SUMMARIES = [summarise(ROWS, 'main')!];

describe('toRowsCsv', () => {
  const lines = toRowsCsv(ROWS, FACTS).split('\r\n');

  it('has a row for each picture and contender, in full precision', () => {
    expect(lines).toHaveLength(1 + 3 + 1);
    expect(lines[1]).toBe(
      '\'=a,main,"Light 1.0.0, threshold 50 %",scored,,5,2,ragged,1,1,1,7,0.8,0.5,0.3333333333333333,0.5,0.5,0.875,0,,',
    );
    expect(lines[2]).toMatch(/^'=a,otsu,Otsu’s threshold,segmented,,5,2,ragged,,,/);
  });

  it('says why a picture was not scored', () => {
    expect(lines[3]).toContain('failed,"file-damaged: x, ""y""",,,,');
  });
});

describe('toMeansCsv and toMarkdown', () => {
  it('tell over how many pictures, and leave empty what is not defined', () => {
    const lines = toMeansCsv(SUMMARIES, FACTS).split('\r\n');
    expect(lines[2]).toMatch(/^main,"Light[^"]*",dice,1,1,1,0.5,,,0.5,0.5,mean of per-picture/);
    expect(lines.find((line) => line.includes('hausdorff'))).toMatch(/,0,1,1,,,,,,mean/);
    const markdown = toMarkdown(SUMMARIES, FACTS).split('\n');
    expect(markdown[2]).toMatch(/^\| Light 1\.0\.0, threshold 50 % \| 1 of 2 \| 0\.800 \| 0\.500 /);
    expect(markdown[2]).toContain('| – |');
  });
});

describe('toComparisonCsv', () => {
  const difference = { pictures: 2, mean: 0.1, median: 0, interval: null, test: null };
  const compare = (second: 'otsu' | 'rival') => ({
    first: 'main' as const,
    second,
    differences: [{ ...difference, key: 'dice' as const }],
    firstAlone: [],
    secondAlone: [],
  });

  it('has one header over the rows of all comparisons', () => {
    const lines = toComparisonCsv([compare('otsu'), compare('rival')], FACTS).split('\r\n');
    expect(lines).toEqual([
      'first,second,measure,pictures,mean_difference,low95,high95,median_difference,wilcoxon_p,wilcoxon_method',
      '"Light 1.0.0, threshold 50 %",Otsu’s threshold,dice,2,0.1,,,0,,',
      '"Light 1.0.0, threshold 50 %",rival,dice,2,0.1,,,0,,',
      '',
    ]);
    expect(toComparisonCsv([compare('otsu')], FACTS).split('\r\n')).toEqual([
      ...lines.slice(0, 2),
      '',
    ]);
  });
});

describe('toReport', () => {
  const report = toReport({
    facts: FACTS,
    summaries: SUMMARIES,
    comparisons: [],
    rows: ROWS,
    panelUrl: null,
    lentigoVersion: '0.1.0',
    userAgent: 'a browser',
    date: new Date(0),
  });

  it('names what is needed to repeat the run, and what was left out', () => {
    for (const words of ['SHA-256 abc', 'threshold 0.5, keep central', '1970-01-01', '0.1.0']) {
      expect(report).toContain(words);
    }
    expect(report).toContain('Not scored, and in no mean');
  });

  it('takes names for text', () => {
    expect(report).toContain('&lt;b&gt;.png');
    expect(report).not.toContain('<b>.png');
  });
});
