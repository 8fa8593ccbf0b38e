import type { Certainty } from '@/core/certainty/types';
import { toCsv } from '@/core/metrics/scoresCsv';
import { lengthOf } from './diameters';
import { type PictureScale, toMm, toMm2 } from './scale';
import type { Measures } from './types';

/** One measured picture. */
export type MeasuresRow = {
  readonly image: string;
  readonly model: string;
  readonly backend: string;
  /** How many answers of the network the mask is the average of; 1 for the first alone. */
  readonly mapsAveraged: number;
  readonly measures: Measures;
  /** Null where the user gave none: millimetres stay empty then. */
  readonly scale: PictureScale | null;
  /** Null where it was not assessed. */
  readonly certainty: Certainty | null;
};

/** A number, or nothing without a scale. */
const inMm = ({ scale }: MeasuresRow, convert: (scale: PictureScale) => number) =>
  scale === null ? '' : convert(scale);

const COLUMNS: readonly (readonly [name: string, cell: (row: MeasuresRow) => string | number])[] = [
  ['image', (row) => row.image],
  ['model', (row) => row.model],
  ['backend', (row) => row.backend],
  ['threshold', ({ measures }) => measures.settings.threshold],
  ['keep', ({ measures }) => measures.settings.keep],
  ['fill_holes', ({ measures }) => String(measures.settings.fillHoles)],
  ['maps_averaged', (row) => row.mapsAveraged],
  ['width', ({ measures }) => measures.size.width],
  ['height', ({ measures }) => measures.size.height],
  ['area_px', ({ measures }) => measures.areaPx],
  ['perimeter_px', ({ measures }) => measures.perimeterPx],
  ['longest_diameter_px', ({ measures }) => lengthOf(measures.longest)],
  ['perpendicular_diameter_px', ({ measures }) => lengthOf(measures.perpendicular)],
  ['asymmetry_long_axis', ({ measures }) => measures.asymmetry.atLongAxis],
  ['asymmetry_short_axis', ({ measures }) => measures.asymmetry.atShortAxis],
  ['border_irregularity', ({ measures }) => measures.borderIrregularity],
  ['solidity', ({ measures }) => measures.solidity],
  ['colour_variegation_delta_e', ({ measures }) => measures.colourVariegation],
  ['px_per_mm', ({ scale }) => scale?.pxPerMm ?? ''],
  ['area_mm2', (row) => inMm(row, (scale) => toMm2(row.measures.areaPx, scale))],
  ['perimeter_mm', (row) => inMm(row, (scale) => toMm(row.measures.perimeterPx, scale))],
  [
    'longest_diameter_mm',
    (row) => inMm(row, (scale) => toMm(lengthOf(row.measures.longest), scale)),
  ],
  [
    'perpendicular_diameter_mm',
    (row) => inMm(row, (scale) => toMm(lengthOf(row.measures.perpendicular), scale)),
  ],
  ['agreement', ({ certainty }) => certainty?.agreement ?? ''],
  ['corrections', ({ measures }) => measures.settings.strokes?.length ?? 0],
];

/** A table with a header; see toCsv for its form. */
export function toMeasuresCsv(rows: readonly MeasuresRow[]): string {
  return toCsv(COLUMNS, rows);
}
