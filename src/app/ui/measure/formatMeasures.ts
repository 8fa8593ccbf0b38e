/** Lengths and areas as they are shown: in pixels, or in millimetres where there is a scale. */
import { type PictureScale, toMm, toMm2 } from '@/core/measure/scale';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const oneDecimal = decimals(1);
const twoDecimals = decimals(2);

/** "214.3 px" or "10.21 mm". */
export function formatLength(lengthPx: number, scale: PictureScale | null): string {
  return scale === null
    ? `${oneDecimal.format(lengthPx)} px`
    : `${twoDecimals.format(toMm(lengthPx, scale))} mm`;
}

/** "48,210 px²" or "104.92 mm²". */
export function formatArea(areaPx: number, scale: PictureScale | null): string {
  return scale === null
    ? `${whole.format(areaPx)} px²`
    : `${twoDecimals.format(toMm2(areaPx, scale))} mm²`;
}

function decimals(count: number): Intl.NumberFormat {
  return new Intl.NumberFormat('en', {
    minimumFractionDigits: count,
    maximumFractionDigits: count,
  });
}
