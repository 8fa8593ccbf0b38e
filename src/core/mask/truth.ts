/**
 * A ground truth from the bytes of its file, by the ISIC scorer's rule. Works on pieces (`rgba` of some rows), because a
 * large file is decoded in strips; nothing here needs the whole of it.
 */

import { greyOf, toPixelWords } from '@/core/raster/pixelWords';

/** A colour and the share of the pixels that have it, 0..1. */
export type TruthColour = { readonly rgb: number; readonly share: number };

/** isic-challenge-scoring: a value above 128 is lesion, 128 itself is background. */
const GREATEST_BACKGROUND = 128;
/** Channels may differ by this much in a grey file that was saved with a lossy format. */
const GREY_TOLERANCE = 8;
const MOST_COLOURS = 8;
/** Colours are counted in cells of 8 × 8 × 8 values, so that lossy noise around a colour counts towards it. */
const CELL_SHIFT = 3;
const CELLS_A_CHANNEL = 256 >> CELL_SHIFT;
/**
 * A colour that is nearer to the lesion's is its noise: of JPEG (quality 50 to 90) the common cells came within 26, and
 * the colours of a label palette are 64 apart.
 */
const LEAST_DISTANCE = 48;

/** True where a pixel's channels differ by more than a grey file's can. */
export function isColoured(rgba: Uint8ClampedArray): boolean {
  const pixels = toPixelWords(rgba);
  for (let i = 0, end = pixels.length; i < end; i++) {
    const pixel = pixels[i]!;
    if (((pixel ^ (pixel >>> 8)) & 0xffff) === 0) continue; // all three are equal
    const red = pixel & 0xff;
    const green = (pixel >>> 8) & 0xff;
    const blue = (pixel >>> 16) & 0xff;
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > GREY_TOLERANCE) return true;
  }
  return false;
}

/** Writes 0 or 1 for each pixel of `rgba` into `mask`, from index `offset`. The grey is ITU-R 601's, as Pillow's 'L'. */
export function cutGrey(rgba: Uint8ClampedArray, mask: Uint8Array, offset: number): void {
  const pixels = toPixelWords(rgba);
  let last = 0;
  let value = 0; // black's
  for (let i = 0, end = pixels.length; i < end; i++) {
    const pixel = pixels[i]!;
    if (pixel !== last) {
      last = pixel;
      value = greyOf(pixel) > GREATEST_BACKGROUND ? 1 : 0;
    }
    mask[offset + i] = value;
  }
}

/** Counts pixels by colour over several pieces. */
export class ColourCount {
  readonly #counts = new Float64Array(CELLS_A_CHANNEL ** 3);
  readonly #sums = new Float64Array(CELLS_A_CHANNEL ** 3 * 3);
  #pixels = 0;

  add(rgba: Uint8ClampedArray): void {
    for (let i = 0; i < rgba.length; i += 4) {
      const red = rgba[i]!;
      const green = rgba[i + 1]!;
      const blue = rgba[i + 2]!;
      const cell =
        ((red >> CELL_SHIFT) * CELLS_A_CHANNEL + (green >> CELL_SHIFT)) * CELLS_A_CHANNEL +
        (blue >> CELL_SHIFT);
      this.#counts[cell]!++;
      this.#sums[cell * 3]! += red;
      this.#sums[cell * 3 + 1]! += green;
      this.#sums[cell * 3 + 2]! += blue;
    }
    this.#pixels += rgba.length / 4;
  }

  /** The commonest colours first, at most eight; each the mean of its cell. */
  commonest(): TruthColour[] {
    const mean = (cell: number, channel: number) =>
      Math.round(this.#sums[cell * 3 + channel]! / this.#counts[cell]!);
    return Array.from(this.#counts.keys())
      .filter((cell) => this.#counts[cell]! > 0)
      .sort((a, b) => this.#counts[b]! - this.#counts[a]! || a - b)
      .slice(0, MOST_COLOURS)
      .map((cell) => ({
        rgb: (mean(cell, 0) << 16) | (mean(cell, 1) << 8) | mean(cell, 2),
        share: this.#counts[cell]! / this.#pixels,
      }));
  }
}

/**
 * 1 where a pixel is nearer to `lesion` than to any other of `colours` (0xRRGGBB) that is not its noise; written as by
 * `cutGrey`.
 */
export function cutColour(
  rgba: Uint8ClampedArray,
  lesion: number,
  colours: readonly number[],
  mask: Uint8Array,
  offset: number,
): void {
  const far = colours.filter((colour) => squaredDistance(colour, lesion) >= LEAST_DISTANCE ** 2);
  const others = far.length > 0 ? far : colours; // all dark, say: no noise, but what there is
  let lastPixel = -1;
  let lastIsLesion: 0 | 1 = 0;
  for (let i = 0, to = offset; i < rgba.length; i += 4, to++) {
    const pixel = (rgba[i]! << 16) | (rgba[i + 1]! << 8) | rgba[i + 2]!;
    if (pixel !== lastPixel) {
      const distance = squaredDistance(pixel, lesion);
      lastPixel = pixel;
      lastIsLesion = others.every((colour) => distance <= squaredDistance(pixel, colour)) ? 1 : 0;
    }
    mask[to] = lastIsLesion;
  }
}

function squaredDistance(a: number, b: number): number {
  const red = (a >> 16) - (b >> 16);
  const green = ((a >> 8) & 255) - ((b >> 8) & 255);
  const blue = (a & 255) - (b & 255);
  return red * red + green * green + blue * blue;
}
