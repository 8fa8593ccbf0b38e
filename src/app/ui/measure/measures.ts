/** The measures in the order in which they are shown, each with its figure, its definition and where that comes from. */
import { formatShare } from '@/app/ui/parts/formatNumbers';
import { lengthOf } from '@/core/measure/diameters';
import type { PictureScale } from '@/core/measure/scale';
import type { Measures } from '@/core/measure/types';
import { formatArea, formatLength } from './formatMeasures';

export type MeasureWords = {
  readonly name: string;
  readonly format: (measures: Measures, scale: PictureScale | null) => string;
  readonly definition: string;
  readonly source: string;
};

export const MEASURES: readonly MeasureWords[] = [
  {
    name: 'Area',
    format: ({ areaPx }, scale) => formatArea(areaPx, scale),
    definition: 'All pixels of the mask.',
    source: 'scikit-image, regionprops: area',
  },
  {
    name: 'Perimeter',
    format: ({ perimeterPx }, scale) => formatLength(perimeterPx, scale),
    definition:
      'Length of all borders, from how often straight lines in four directions cross them.',
    source: 'Crofton’s formula; Legland, Kiêu & Devaux 2007; scikit-image, perimeter_crofton',
  },
  {
    name: 'Longest diameter',
    format: ({ longest }, scale) => formatLength(lengthOf(longest), scale),
    definition: 'Between the two points of the outline that lie farthest apart.',
    source: 'Feret’s diameter; scikit-image, feret_diameter_max',
  },
  {
    name: 'Perpendicular diameter',
    format: ({ perpendicular }, scale) => formatLength(lengthOf(perpendicular), scale),
    definition:
      'The longest straight line at a right angle to the longest diameter, across the convex hull.',
    source: 'WHO Handbook for Reporting Results of Cancer Treatment 1979',
  },
  {
    name: 'Asymmetry',
    format: ({ asymmetry }) =>
      `${formatShare(asymmetry.atLongAxis)} · ${formatShare(asymmetry.atShortAxis)}`,
    definition:
      'Share of the area that has no counterpart when mirrored at the long, and at the short, principal axis; 0 % is symmetric.',
    source: 'Stoecker, Li & Moss 1992; axes as in the ABCD rule, Stolz and others 1994',
  },
  {
    name: 'Border irregularity',
    format: ({ borderIrregularity }) => borderIrregularity.toFixed(3),
    definition:
      'Perimeter² / (4π · area): 1 for a circle, more for a long or wavy border. Notches finer than the network sees are not in it.',
    source: 'Compactness; Golston, Stoecker & Moss 1992',
  },
  {
    name: 'Solidity',
    format: ({ solidity }) => solidity.toFixed(3),
    definition: 'Area / area of the convex hull: 1 without bays and notches.',
    source: 'scikit-image, regionprops: solidity',
  },
  {
    name: 'Colour variegation',
    format: ({ colourVariegation }) => `${colourVariegation.toFixed(1)} ΔE`,
    definition:
      'Root mean square distance of the colours inside from their mean, in CIELAB; 0 for one even colour. It depends on light and camera, and hairs count.',
    source: 'CIE 1976 colour difference, ISO/CIE 11664-4',
  },
];
