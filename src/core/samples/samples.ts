/** The sample lesions that the page offers, from easy to hard. */
import type { LesionSpec, SampleSpec } from './types';

export type Sample = {
  /** 1 for the easiest. */
  readonly number: number;
  /** In a word or two, what is special about it. */
  readonly name: string;
  readonly spec: SampleSpec;
};

/** As it is called wherever it is met: "Sample 3, dark skin". */
export function sampleTitle({ number, name }: Sample): string {
  return `Sample ${number}, ${name}`;
}

export function pictureName(sample: Sample): string {
  return `${sampleTitle(sample)}.png`;
}

/** So named that it finds its picture as any truth does. */
export function truthName(sample: Sample): string {
  return `${sampleTitle(sample)}_segmentation.png`;
}

const DARK_HAIR = [0.13, 0.09, 0.08] as const;
const FAIR_HAIR = [0.42, 0.27, 0.16] as const;
const SHARP_CAMERA = { vignette: null, blur: 0.0016, grain: 3 } as const;

const LESION: LesionSpec = {
  centre: { x: 0.5, y: 0.5 },
  radius: 0.24,
  elongation: 1.25,
  irregularity: 0.12,
  softness: 0.16,
  feather: 0.5,
  melanin: 1,
  blood: 0.06,
  variety: 0.8,
  network: 0.8,
  blotches: 0.5,
};

const SPEC: SampleSpec = {
  size: { width: 640, height: 480 },
  seed: 1,
  skin: { melanin: 0.1, blood: 0.06, texture: 0.5 },
  lesion: LESION,
  hairs: null,
  ruler: null,
  bubbles: 0,
  camera: SHARP_CAMERA,
};

export const SAMPLES: readonly Sample[] = [
  {
    number: 1,
    name: 'clear border',
    spec: {
      ...SPEC,
      seed: 11,
      lesion: { ...LESION, centre: { x: 0.48, y: 0.5 }, softness: 0.12 },
    },
  },
  {
    number: 2,
    name: 'ruler',
    spec: {
      ...SPEC,
      seed: 22,
      skin: { melanin: 0.15, blood: 0.14, texture: 0.6 },
      lesion: {
        ...LESION,
        centre: { x: 0.52, y: 0.42 },
        radius: 0.19,
        irregularity: 0.18,
        variety: 0.9,
      },
      ruler: { from: { x: 0.26, y: 0.86 }, to: { x: 0.78, y: 0.81 }, millimetres: 10 },
    },
  },
  {
    number: 3,
    name: 'dark skin',
    spec: {
      ...SPEC,
      seed: 33,
      skin: { melanin: 1.05, blood: 0.08, texture: 0.5 },
      lesion: { ...LESION, centre: { x: 0.5, y: 0.53 }, melanin: 2.2, radius: 0.22 },
    },
  },
  {
    number: 4,
    name: 'hairs',
    spec: {
      ...SPEC,
      seed: 44,
      size: { width: 512, height: 384 },
      skin: { melanin: 0.25, blood: 0.1, texture: 0.5 },
      hairs: { count: 34, width: 0.008, colour: DARK_HAIR },
    },
  },
  {
    number: 5,
    name: 'small',
    spec: {
      ...SPEC,
      seed: 55,
      lesion: { ...LESION, centre: { x: 0.45, y: 0.52 }, radius: 0.09, melanin: 1.4 },
      hairs: { count: 7, width: 0.005, colour: FAIR_HAIR },
      camera: { ...SHARP_CAMERA, vignette: 0.56 },
    },
  },
  {
    number: 6,
    name: 'large',
    spec: {
      ...SPEC,
      seed: 66,
      lesion: {
        ...LESION,
        centre: { x: 0.36, y: 0.6 },
        radius: 0.46,
        irregularity: 0.15,
        variety: 1,
        blotches: 0.9,
      },
    },
  },
  {
    number: 7,
    name: 'bubbles',
    spec: {
      ...SPEC,
      seed: 77,
      skin: { melanin: 0.08, blood: 0.24, texture: 0.7 },
      lesion: { ...LESION, blood: 0.25, melanin: 0.7, softness: 0.2 },
      bubbles: 26,
      camera: { vignette: null, blur: 0.005, grain: 5 },
    },
  },
  {
    number: 8,
    name: 'faint border',
    spec: {
      ...SPEC,
      seed: 88,
      size: { width: 600, height: 450 },
      skin: { melanin: 0.12, blood: 0.12, texture: 0.7 },
      lesion: {
        ...LESION,
        softness: 0.6,
        melanin: 0.34,
        blood: 0.1,
        variety: 0.5,
        irregularity: 0.18,
      },
      hairs: { count: 6, width: 0.005, colour: FAIR_HAIR },
    },
  },
];
