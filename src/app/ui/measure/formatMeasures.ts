/** Lengths and areas as they are shown: in pixels, or in millimetres where there is a scale. */
import { formatDistance } from '@/app/ui/parts/formatNumbers';
import { type PictureScale, toMm, toMm2 } from '@/core/measure/scale';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const twoDecimals = new Intl.NumberFormat('en', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** "214.3 px" or "10.21 mm". */
export function formatLength(lengthPx: number, scale: PictureScale | null): string {
  return scale === null
    ? formatDistance(lengthPx)
    : `${twoDecimals.format(toMm(lengthPx, scale))} mm`;
}

/** "48,210 px²" or "104.92 mm²". */
export function formatArea(areaPx: number, scale: PictureScale | null): string {
  return scale === null
    ? `${whole.format(areaPx)} px²`
    : `${twoDecimals.format(toMm2(areaPx, scale))} mm²`;
}
