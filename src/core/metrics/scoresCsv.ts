import type { MaskSettings } from '@/core/mask/types';
import type { Size } from '@/core/raster/types';
import type { BoundaryDistances } from './boundaryDistance';
import type { Scores } from './types';

/** One scored picture. `backend` is the name the engine reports. */
export type ScoresRow = {
  readonly image: string;
  readonly model: string;
  readonly backend: string;
  readonly settings: MaskSettings;
  readonly size: Size;
  readonly scores: Scores;
  /** Null where it was not measured; its cells stay empty then, and where it is not defined. */
  readonly boundary: BoundaryDistances | null;
  /** How many answers of the network the mask is the average of; 1 for the first alone. */
  readonly mapsAveraged: number;
};

/** How the scores were counted: ISIC's conventions, one figure a picture. */
const RULE = 'isic-per-image';

const COLUMNS: readonly (readonly [name: string, cell: (row: ScoresRow) => string | number])[] = [
  ['image', (row) => row.image],
  ['model', (row) => row.model],
  ['backend', (row) => row.backend],
  ['threshold', (row) => row.settings.threshold],
  ['keep', (row) => row.settings.keep],
  ['fill_holes', (row) => String(row.settings.fillHoles)],
  ['rule', () => RULE],
  ['width', (row) => row.size.width],
  ['height', (row) => row.size.height],
  ['tp', (row) => row.scores.counts.truePositive],
  ['fp', (row) => row.scores.counts.falsePositive],
  ['fn', (row) => row.scores.counts.falseNegative],
  ['tn', (row) => row.scores.counts.trueNegative],
  ['accuracy', (row) => row.scores.accuracy],
  ['dice', (row) => row.scores.dice],
  ['jaccard', (row) => row.scores.jaccard],
  ['thresholded_jaccard', (row) => row.scores.thresholdedJaccard],
  ['recall', (row) => row.scores.recall],
  ['precision', (row) => row.scores.precision],
  ['specificity', (row) => row.scores.specificity],
  [
    'hausdorff95_px',
    ({ boundary }) => (boundary?.kind === 'measured' ? boundary.hausdorff95Px : ''),
  ],
  [
    'mean_surface_distance_px',
    ({ boundary }) => (boundary?.kind === 'measured' ? boundary.meanSurfacePx : ''),
  ],
  ['maps_averaged', (row) => row.mapsAveraged],
  ['corrections', (row) => row.settings.strokes?.length ?? 0],
];

/** See toCsv for its form. */
export function toScoresCsv(rows: readonly ScoresRow[]): string {
  return toCsv(COLUMNS, rows);
}

/** A table with a header, RFC 4180 (comma, CRLF), numbers in full precision. */
export function toCsv<Row>(
  columns: readonly (readonly [name: string, cell: (row: Row) => string | number])[],
  rows: readonly Row[],
): string {
  const lines = [
    columns.map(([name]) => name),
    ...rows.map((row) => columns.map(([, cell]) => toCell(cell(row)))),
  ];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** Text that a spreadsheet would run as a formula gets an apostrophe before it. */
function toCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
