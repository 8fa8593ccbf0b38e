/** From pixels to millimetres. A picture taken straight from above has one scale everywhere; no other is measured. */
import { lengthOf } from './diameters';
import type { Segment } from './types';

/** How the user told the scale; `pxPerMm` are the picture's own pixels in a millimetre, above 0. */
export type PictureScale = {
  readonly pxPerMm: number;
  readonly from:
    | { readonly kind: 'line'; readonly line: Segment; readonly lengthMm: number }
    | { readonly kind: 'frame'; readonly widthMm: number }
    | { readonly kind: 'typed' };
};

/** A line over a ruler and what it is long; null where either is no length. */
export function scaleFromLine(line: Segment, lengthMm: number): PictureScale | null {
  const pxPerMm = lengthOf(line) / lengthMm;
  return isScale(pxPerMm, lengthMm) ? { pxPerMm, from: { kind: 'line', line, lengthMm } } : null;
}

/** The width of what the picture shows; null where it is no length. */
export function scaleFromFrame(widthPx: number, widthMm: number): PictureScale | null {
  const pxPerMm = widthPx / widthMm;
  return isScale(pxPerMm, widthMm) ? { pxPerMm, from: { kind: 'frame', widthMm } } : null;
}

/** Null where it is no scale. */
export function scaleFromTyped(pxPerMm: number): PictureScale | null {
  return isScale(pxPerMm, pxPerMm) ? { pxPerMm, from: { kind: 'typed' } } : null;
}

export function toMm(lengthPx: number, { pxPerMm }: PictureScale): number {
  return lengthPx / pxPerMm;
}

export function toMm2(areaPx: number, { pxPerMm }: PictureScale): number {
  return areaPx / (pxPerMm * pxPerMm);
}

function isScale(pxPerMm: number, given: number): boolean {
  return Number.isFinite(pxPerMm) && pxPerMm > 0 && Number.isFinite(given) && given > 0;
}
