import type { Mask } from '@/core/raster/types';
import type { ShapeMeasures } from './types';

/** So many pixels of a lesion are mirrored at the most, evenly spread: a share of them is then exact to 0.2 %. */
const MOST_SAMPLES = 250_000;

/**
 * For each principal axis through the centroid: the share of the lesion that falls outside it when mirrored there, 0 for
 * a symmetric form, 1 where nothing meets. Source: Stoecker, Li & Moss 1992, Comput. Med. Imaging Graph. 16:191–197; the
 * two axes are those of the ABCD rule (Stolz and others 1994). The mask has one lesion pixel at least.
 */
export function measureAsymmetry(mask: Mask): ShapeMeasures['asymmetry'] {
  const { areaPx, x, y, angle } = findAxes(mask);
  const step = Math.max(1, Math.ceil(Math.sqrt(areaPx / MOST_SAMPLES)));
  return {
    atLongAxis: shareOutside(mask, x, y, angle, step),
    atShortAxis: shareOutside(mask, x, y, angle + Math.PI / 2, step),
  };
}

/** Centroid in pixels (middle of pixel 0 is 0) and the long axis's angle, from the second moments. */
function findAxes({ width, height, data }: Mask) {
  let areaPx = 0;
  let sumX = 0;
  let sumY = 0;
  let sumXX = 0;
  let sumYY = 0;
  let sumXY = 0;
  for (let y = 0; y < height; y++) {
    let count = 0;
    let rowX = 0;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      if (data[i] === 0) continue;
      count++;
      rowX += x;
      sumXX += x * x;
    }
    areaPx += count;
    sumX += rowX;
    sumY += y * count;
    sumYY += y * y * count;
    sumXY += y * rowX;
  }
  const x = sumX / areaPx;
  const y = sumY / areaPx;
  const varX = sumXX / areaPx - x * x;
  const varY = sumYY / areaPx - y * y;
  const covariance = sumXY / areaPx - x * y;
  return { areaPx, x, y, angle: Math.atan2(2 * covariance, varX - varY) / 2 };
}

/** Mirrors every `step`th pixel in both directions at the line through (cx, cy) with that angle. */
function shareOutside(
  { width, height, data }: Mask,
  cx: number,
  cy: number,
  angle: number,
  step: number,
): number {
  const cos = Math.cos(2 * angle);
  const sin = Math.sin(2 * angle);
  let inside = 0;
  let outside = 0;
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step) {
      if (data[y * width + x] === 0) continue;
      const dx = x - cx;
      const dy = y - cy;
      const mirroredX = Math.round(cx + cos * dx + sin * dy);
      const mirroredY = Math.round(cy + sin * dx - cos * dy);
      const isWithin = mirroredX >= 0 && mirroredY >= 0 && mirroredX < width && mirroredY < height;
      if (isWithin && data[mirroredY * width + mirroredX] === 1) inside++;
      else outside++;
    }
  }
  return outside / Math.max(1, inside + outside);
}
