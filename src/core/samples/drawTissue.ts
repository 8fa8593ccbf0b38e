/** Skin and the lesion in it: how much melanin and blood is where, and the colour that this gives. */
import type { Mask } from '@/core/raster/types';
import { makeShape } from './lesionShape';
import { cellNoise, cloudNoise, mix, smoothStep, softNoise } from './noise';
import { toColour } from './toColour';
import type { Canvas, LesionSpec, SampleSpec, SkinSpec } from './types';

/** Sizes of things in the skin, shares of the short side (about 12 mm in dermoscopy). */
const FURROWS = 0.026;
const FRECKLES = 0.12;
const SKIN_CLOUDS = 0.3;
const NET_MESH = 0.016;
const GRAINS = 0.009;
const DOTS = 0.035;
const FEATHERS = 0.025;
/** The browns of a lesion are patches of about this many of its radii. */
const BROWNS = 0.7;
const BLOTCHES = 0.4;
/** Light falls off from the middle to a corner by about this share. */
const FALL_OFF = 0.1;

type Tissue = { melanin: number; blood: number };

/** Paints every pixel of `canvas`. Returns the lesion: where its pigment, but for feathers, is at least half as strong as inside. */
export function drawTissue(canvas: Canvas, { seed, skin, lesion }: SampleSpec): Mask {
  const { width, height, data } = canvas;
  const unit = Math.min(width, height);
  const truth = new Uint8Array(width * height);
  const { depthAt } = makeShape(lesion, seed, canvas);
  const here: Tissue = { melanin: 0, blood: 0 };
  const inside: Tissue = { melanin: 0, blood: 0 };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [(x + 0.5) / unit, (y + 0.5) / unit];
      setSkin(here, skin, seed, u, v);
      const depth = depthAt(x + 0.5, y + 0.5);
      const share = pigmentShare(lesion, seed, u, v, depth);
      if (share > 0) setLesion(inside, here, lesion, seed, u, v, depth);
      const light =
        1 - FALL_OFF * (((x + 0.5) / width - 0.5) ** 2 + ((y + 0.5) / height - 0.5) ** 2) * 2;
      const at = y * width + x;
      for (const channel of [0, 1, 2] as const) {
        const skinColour = toColour(channel, here.melanin, here.blood);
        const colour =
          share === 0
            ? skinColour
            : mix(skinColour, toColour(channel, inside.melanin, inside.blood), share);
        data[at * 3 + channel] = colour * light;
      }
      truth[at] = depth >= 0 ? 1 : 0;
    }
  }
  return { width, height, data: truth };
}

/** From none, 0, over the half at the outline to all, 1. */
function pigmentShare(
  { softness, feather }: LesionSpec,
  seed: number,
  u: number,
  v: number,
  depth: number,
): number {
  if (Math.abs(depth) > softness * (0.5 + feather)) return depth > 0 ? 1 : 0;
  const run = feather * softness * cloudNoise(seed + 50, u / FEATHERS, v / FEATHERS, 2);
  return smoothStep(-softness / 2, softness / 2, depth + run);
}

const cells: [number, number] = [0, 0];

function setSkin(out: Tissue, skin: SkinSpec, seed: number, u: number, v: number): void {
  const { texture } = skin;
  const bend = 0.5 * softNoise(seed + 20, u / 0.08, v / 0.08);
  cellNoise(seed + 21, u / FURROWS + bend, v / (FURROWS * 1.5) - bend, cells);
  const furrow = 1 - smoothStep(0, 0.5, cells[1] - cells[0]);
  cellNoise(seed + 22, u / FRECKLES, v / FRECKLES, cells);
  const freckle = 1 - smoothStep(0.04, 0.13, cells[0]);
  const cloud = cloudNoise(seed + 23, u / SKIN_CLOUDS, v / SKIN_CLOUDS, 4);
  const flush = cloudNoise(seed + 29, u / SKIN_CLOUDS, v / SKIN_CLOUDS, 4);
  out.melanin =
    skin.melanin * (1 + texture * (0.3 * cloud + 0.1 * furrow)) +
    texture * (0.015 * furrow + 0.09 * freckle);
  out.blood = skin.blood * (1 + texture * 0.6 * flush) + texture * 0.015 * furrow;
}

function setLesion(
  out: Tissue,
  skin: Tissue,
  lesion: LesionSpec,
  seed: number,
  u: number,
  v: number,
  depth: number,
): void {
  const scale = lesion.radius * BROWNS;
  const brown = cloudNoise(seed + 30, u / scale, v / scale, 4);
  const patch = lesion.radius * BLOTCHES;
  const blotch = smoothStep(0.05, 0.4, cloudNoise(seed + 36, u / patch, v / patch, 3));
  const bend = 0.4 * softNoise(seed + 40, u / 0.05, v / 0.05);
  cellNoise(seed + 41, u / NET_MESH + bend, v / NET_MESH - bend, cells);
  const line = 1 - smoothStep(0, 0.55, cells[1] - cells[0]);
  const netHere = lesion.network * smoothStep(-0.5, 0.4, softNoise(seed + 44, u / 0.09, v / 0.09));
  const grain = cloudNoise(seed + 45, u / GRAINS, v / GRAINS, 2);
  cellNoise(seed + 43, u / DOTS, v / DOTS, cells);
  const dot = 1 - smoothStep(0.08, 0.28, cells[0]);
  const deep = smoothStep(-0.1, 0.6, depth);
  const factor =
    (0.6 + 0.6 * deep) *
    Math.exp(1.1 * lesion.variety * brown) *
    (1 + 1.2 * lesion.blotches * blotch) *
    (1 + 0.6 * lesion.blotches * dot) *
    (1 + netHere * (line - 0.4)) *
    (1 + 0.3 * lesion.network * grain);
  out.melanin = skin.melanin + lesion.melanin * Math.max(0.3, factor);
  out.blood = skin.blood + lesion.blood * (1 - 0.5 * lesion.variety * brown);
}
