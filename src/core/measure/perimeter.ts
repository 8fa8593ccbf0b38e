import type { Mask } from '@/core/raster/types';

/**
 * Length of all borders in pixels by Crofton's formula in four directions: a border is as long as straight lines cross
 * it often. Unbiased for smooth shapes at any angle (discs and ellipses within 1 %, where counting border steps is 5 %
 * too long). Source: Legland, Kiêu & Devaux 2007, Image Anal. Stereol. 26:83–92; scikit-image's perimeter_crofton with
 * directions=4 gives the same number. What lies outside the mask counts as skin.
 */
export function measurePerimeter({ width, height, data }: Mask): number {
  let straight = 0; // entries into the lesion along rows and columns
  let diagonal = 0;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const i = row + x;
      if (data[i] === 0) continue;
      const above = i - width;
      if (x === 0 || data[i - 1] === 0) straight++;
      if (y === 0 || data[above] === 0) straight++;
      if (y === 0 || x === 0 || data[above - 1] === 0) diagonal++;
      if (y === 0 || x === width - 1 || data[above + 1] === 0) diagonal++;
    }
  }
  // diagonal lines lie closer together by √2
  return (Math.PI / 4) * (straight + diagonal / Math.SQRT2);
}
