/** How much the colours of a lesion differ, in CIELAB (ISO/CIE 11664-4, D65), where equal distances look alike. */
import type { Mask, RgbaImage } from '@/core/raster/types';

/** So many pixels are looked at, evenly spread; more do not change a standard deviation. */
const MOST_SAMPLES = 250_000;

/** Linear light of each sRGB byte (IEC 61966-2-1). */
const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

/** D65's white, 2° observer. */
const WHITE = { x: 0.95047, y: 1, z: 1.08883 } as const;
/** CIE's limit and slope of the straight part near black. */
const EPSILON = 0.008856;
const SLOPE = 7.787;

/** L* 0..100, a* and b* about -100..100. */
export function toLab(
  red: number,
  green: number,
  blue: number,
): readonly [lightness: number, a: number, b: number] {
  const r = LINEAR[red]!;
  const g = LINEAR[green]!;
  const b = LINEAR[blue]!;
  const x = bend((0.412453 * r + 0.35758 * g + 0.180423 * b) / WHITE.x);
  const y = bend((0.212671 * r + 0.71516 * g + 0.072169 * b) / WHITE.y);
  const z = bend((0.019334 * r + 0.119193 * g + 0.950227 * b) / WHITE.z);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function bend(value: number): number {
  return value > EPSILON ? Math.cbrt(value) : SLOPE * value + 16 / 116;
}

/**
 * Root mean square distance (ΔE, CIE 1976) of the colours inside the mask from their mean: 0 for one even colour.
 * `areaPx` is the mask's, at least 1; the mask may have more pixels than the picture (one that was decoded smaller).
 */
export function measureVariegation(image: RgbaImage, mask: Mask, areaPx: number): number {
  const step = Math.max(1, Math.ceil(Math.sqrt(areaPx / MOST_SAMPLES)));
  const across = image.width / mask.width;
  const down = image.height / mask.height;
  let [sumL, sumA, sumB, squares, count] = [0, 0, 0, 0, 0];
  for (let y = 0; y < mask.height; y += step) {
    const row = Math.floor((y + 0.5) * down) * image.width;
    for (let x = 0, i = y * mask.width; x < mask.width; x += step, i += step) {
      if (mask.data[i] === 0) continue;
      const at = (row + Math.floor((x + 0.5) * across)) * 4;
      const [l, a, b] = toLab(image.data[at]!, image.data[at + 1]!, image.data[at + 2]!);
      sumL += l;
      sumA += a;
      sumB += b;
      squares += l * l + a * a + b * b;
      count++;
    }
  }
  if (count === 0) return 0;
  const ofMean = (sumL * sumL + sumA * sumA + sumB * sumB) / (count * count);
  return Math.sqrt(Math.max(0, squares / count - ofMean));
}
