/**
 * A mask as colours: RGBA bytes, index `(y * width + x) * 4`, to lie over the picture or instead of it. Colours that
 * mean something are those of the whole page (Okabe–Ito, safe for colour-blind eyes), and each wrong outcome has a
 * pattern too, so that colour is never alone.
 */
import type { Mask, RgbaImage } from '@/core/raster/types';

type Rgb = readonly [red: number, green: number, blue: number];

/** The mask and its outline: sky blue. */
export const TINT: Rgb = [0x56, 0xb4, 0xe9];
/** What lies around an outline so that it shows on light and on dark skin. */
export const CASING: Rgb = [0x10, 0x18, 0x20];
const TRUE_POSITIVE: Rgb = [0x00, 0x72, 0xb2];
const FALSE_POSITIVE: Rgb = [0xe6, 0x9f, 0x00];
const FALSE_NEGATIVE: Rgb = [0xcc, 0x79, 0xa7];
/** Stripes and dots are their colour at this brightness. */
const PATTERN_SHADE = 0.45;
/** Stripes and dots repeat this often along the longer side, and never closer than can be told apart. */
const PATTERN_REPEATS = 90;
const SMALLEST_PERIOD_PX = 6;

/** The tint where the mask is, transparent elsewhere. */
export function paintTint(mask: Mask): RgbaImage {
  return paintTwo(mask, packOpaque(TINT), 0);
}

/** White on black, opaque: as the saved file looks. */
export function paintMask(mask: Mask): RgbaImage {
  return paintTwo(mask, packOpaque([255, 255, 255]), packOpaque([0, 0, 0]));
}

/**
 * The outcomes against a truth of the same size: true positive plain blue, false positive orange with diagonal stripes,
 * false negative reddish purple with dots, true negative transparent.
 */
export function paintDifference(mask: Mask, truth: Mask): RgbaImage {
  const period = Math.max(
    SMALLEST_PERIOD_PX,
    Math.round(Math.max(mask.width, mask.height) / PATTERN_REPEATS),
  );
  const hit = packOpaque(TRUE_POSITIVE);
  const extra = packOpaque(FALSE_POSITIVE);
  const stripe = packOpaque(shade(FALSE_POSITIVE));
  const missed = packOpaque(FALSE_NEGATIVE);
  const dot = packOpaque(shade(FALSE_NEGATIVE));
  return paint(mask, (i, x, y) => {
    if (mask.data[i] === 1) {
      if (truth.data[i] === 1) return hit;
      return isStripe(x, y, period) ? stripe : extra;
    }
    if (truth.data[i] === 0) return 0;
    return isDot(x, y, period) ? dot : missed;
  });
}

/** The picture with the tint over it, `opacity` 0..1; the masked pixels mixed, the others as they are. */
export function blendTint(image: RgbaImage, mask: Mask, opacity: number): RgbaImage {
  const data = image.data.slice();
  const [red, green, blue] = TINT;
  for (let i = 0; i < mask.data.length; i++) {
    if (mask.data[i] === 0) continue;
    const at = i * 4;
    data[at] = data[at]! + (red - data[at]!) * opacity;
    data[at + 1] = data[at + 1]! + (green - data[at + 1]!) * opacity;
    data[at + 2] = data[at + 2]! + (blue - data[at + 2]!) * opacity;
  }
  return { width: image.width, height: image.height, data };
}

/** `inside` where the mask is, `outside` elsewhere, a stretch of equal pixels at a time: a slider waits for it. */
function paintTwo({ width, height, data }: Mask, inside: number, outside: number): RgbaImage {
  const pixels = new Uint32Array(width * height);
  if (outside !== 0) pixels.fill(outside);
  for (let from = data.indexOf(1); from >= 0;) {
    const to = data.indexOf(0, from);
    pixels.fill(inside, from, to < 0 ? undefined : to);
    from = to < 0 ? -1 : data.indexOf(1, to);
  }
  return { width, height, data: new Uint8ClampedArray(pixels.buffer) };
}

/** One 32-bit write a pixel; `colourAt` gives bytes in memory's order, see `packOpaque`. */
function paint(
  { width, height }: Mask,
  colourAt: (i: number, x: number, y: number) => number,
): RgbaImage {
  const pixels = new Uint32Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) pixels[i] = colourAt(i, x, y);
  }
  return { width, height, data: new Uint8ClampedArray(pixels.buffer) };
}

/** As a little-endian machine keeps RGBA bytes; every browser runs on one. */
function packOpaque([red, green, blue]: Rgb): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

function shade([red, green, blue]: Rgb): Rgb {
  return [red * PATTERN_SHADE, green * PATTERN_SHADE, blue * PATTERN_SHADE];
}

function isStripe(x: number, y: number, period: number): boolean {
  return (x + y) % period < period / 3;
}

/** Round dots, each row of them shifted by half. */
function isDot(x: number, y: number, period: number): boolean {
  const shift = Math.floor(y / period) % 2 === 0 ? 0 : period / 2;
  const dx = ((x + shift) % period) - (period - 1) / 2;
  const dy = (y % period) - (period - 1) / 2;
  return dx * dx + dy * dy <= (period * period) / 14;
}
