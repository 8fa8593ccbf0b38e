/**
 * A new view of a training pair: turned, flipped, zoomed and shifted in one resampling, then recoloured. The truth follows
 * the geometry and nothing else. Chance comes from `random` alone. In spirit, and with the ranges, of
 * training/lentigo_training/augment.py, which does more.
 */
import { between, type Random } from '@/core/samples/random';
import { drawColours, recolour } from './recolour';
import type { AugmentSettings, PixelPair } from './types';

export const ALL_AUGMENTATION: AugmentSettings = {
  rotations: true,
  flips: true,
  zooms: true,
  colour: true,
};

export const NO_AUGMENTATION: AugmentSettings = {
  rotations: false,
  flips: false,
  zooms: false,
  colour: false,
};

/** Further away, where the picture's mirrored surround shows, to half as near again. A smaller one would skip pixels. */
const LEAST_ZOOM = 0.8;
const MOST_ZOOM = 1.5;
/** Natural logarithm of how far the sides are stretched against each other. */
const STRETCH = 0.12;
/** Off the middle, as a share of the side. */
const SHIFT = 0.08;

/**
 * A view of the same side; the pair is left as it is. `random` gives numbers 0 ≤ n < 1 and is asked as often whatever the
 * settings, so that one switch does not change what the others draw.
 */
export function augment(pair: PixelPair, settings: AugmentSettings, random: Random): PixelPair {
  const view = drawView(settings, random);
  const colours = drawColours(random);
  const warped = isPlain(settings) ? pair : warp(pair, view);
  return settings.colour ? { ...warped, image: recolour(warped.image, colours) } : warped;
}

function isPlain({ rotations, flips, zooms }: AugmentSettings): boolean {
  return !rotations && !flips && !zooms;
}

type View = {
  readonly angle: number;
  /** −1 where that axis is mirrored. */
  readonly flipX: 1 | -1;
  readonly flipY: 1 | -1;
  readonly zoom: number;
  readonly stretch: number;
  readonly shiftX: number;
  readonly shiftY: number;
};

function drawView({ rotations, flips, zooms }: AugmentSettings, random: Random): View {
  const angle = between(random, 0, 2 * Math.PI);
  const isFlippedX = random() < 0.5;
  const isFlippedY = random() < 0.5;
  const zoom = Math.exp(between(random, Math.log(LEAST_ZOOM), Math.log(MOST_ZOOM)));
  const stretch = Math.exp(between(random, -STRETCH, STRETCH));
  const shiftX = between(random, -SHIFT, SHIFT);
  const shiftY = between(random, -SHIFT, SHIFT);
  return {
    angle: rotations ? angle : 0,
    flipX: flips && isFlippedX ? -1 : 1,
    flipY: flips && isFlippedY ? -1 : 1,
    zoom: zooms ? zoom : 1,
    stretch: zooms ? stretch : 1,
    shiftX: zooms ? shiftX : 0,
    shiftY: zooms ? shiftY : 0,
  };
}

/** Each pixel of the result looks where it comes from: four neighbours, mirrored beyond the edge. */
function warp(pair: PixelPair, view: View): PixelPair {
  const { side } = pair;
  const [cos, sin] = [Math.cos(view.angle), Math.sin(view.angle)];
  const kx = (view.flipX * view.stretch) / view.zoom;
  const ky = view.flipY / (view.stretch * view.zoom);
  const centreX = side / 2 + view.shiftX * side;
  const centreY = side / 2 + view.shiftY * side;
  const image = new Uint8Array(side * side * 3);
  const truth = new Uint8Array(side * side);
  for (let y = 0, to = 0; y < side; y++) {
    const v = y + 0.5 - side / 2;
    for (let x = 0; x < side; x++, to++) {
      const u = x + 0.5 - side / 2;
      const fromX = centreX + kx * (cos * u - sin * v) - 0.5;
      const fromY = centreY + ky * (sin * u + cos * v) - 0.5;
      sample(pair, fromX, fromY, image, truth, to);
    }
  }
  return { image, truth, side };
}

function sample(
  { image, truth, side }: PixelPair,
  x: number,
  y: number,
  toImage: Uint8Array,
  toTruth: Uint8Array,
  to: number,
): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const [shareX, shareY] = [x - left, y - top];
  const x0 = mirror(left, side);
  const x1 = mirror(left + 1, side);
  const row0 = mirror(top, side) * side;
  const row1 = mirror(top + 1, side) * side;
  const [a, b, c, d] = [row0 + x0, row0 + x1, row1 + x0, row1 + x1];
  const wa = (1 - shareX) * (1 - shareY);
  const wb = shareX * (1 - shareY);
  const wc = (1 - shareX) * shareY;
  const wd = shareX * shareY;
  for (let channel = 0; channel < 3; channel++) {
    toImage[to * 3 + channel] =
      image[a * 3 + channel]! * wa +
      image[b * 3 + channel]! * wb +
      image[c * 3 + channel]! * wc +
      image[d * 3 + channel]! * wd +
      0.5;
  }
  toTruth[to] = truth[a]! * wa + truth[b]! * wb + truth[c]! * wc + truth[d]! * wd + 0.5;
}

/** The pixel that lies at `at` when the picture goes on beyond its edges as in a mirror, the edge not repeated. */
function mirror(at: number, side: number): number {
  if (side === 1) return 0;
  const period = 2 * (side - 1);
  const within = ((at % period) + period) % period;
  return within < side ? within : period - within;
}
