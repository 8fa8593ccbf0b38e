import { describe, expect, it, vi } from 'vitest';
import { countLesionPx, touchesBorder } from '@/core/mask/measure';
import { pairFiles, saveName } from '@/core/naming/caseNames';
import type { Mask, RgbaImage } from '@/core/raster/types';
import { drawSample } from './drawSample';
import { pictureName, SAMPLES, truthName } from './samples';
import type { SampleSpec } from './types';

vi.setConfig({ testTimeout: 60_000 }); // on a machine whose cores are busy with other work

const FIRST = SAMPLES[0]!.spec;
const SMALL = { width: 256, height: 192 };

/** Flat colours and a sharp border: nothing but the shape. */
const PLAIN: SampleSpec = {
  ...FIRST,
  size: SMALL,
  skin: { ...FIRST.skin, texture: 0 },
  lesion: {
    ...FIRST.lesion,
    softness: 0.02,
    feather: 0,
    variety: 0,
    network: 0,
    blotches: 0,
  },
  camera: { vignette: null, blur: 0, grain: 0 },
};

describe('drawSample', () => {
  it('draws the same bytes for the same spec, and others for another seed', () => {
    const first = drawSample(FIRST, SMALL);
    const again = drawSample(FIRST, SMALL);
    const other = drawSample({ ...FIRST, seed: FIRST.seed + 1 }, SMALL);
    for (const grid of ['image', 'truth'] as const) {
      const bytes = Buffer.from(first[grid].data);
      expect(bytes.equals(Buffer.from(again[grid].data))).toBe(true);
      expect(bytes.equals(Buffer.from(other[grid].data))).toBe(false);
    }
  });

  it.each([
    ['the least waves', { irregularity: 0, elongation: 1 }],
    ['many waves', { irregularity: 0.3, elongation: 1.2 }],
    ['a long lesion', { irregularity: 0.1, elongation: 2 }],
  ])('gives the lesion the area of the circle of its radius with %s', (_, change) => {
    const { truth } = drawSample({ ...PLAIN, lesion: { ...PLAIN.lesion, ...change } });
    const area = Math.PI * (PLAIN.lesion.radius * SMALL.height) ** 2;
    expect(countLesionPx(truth) / area).toBeCloseTo(1, 2);
  });

  it('draws the border where the truth has it', () => {
    const { image, truth } = drawSample(PLAIN);
    const cut = (greenAt(image, 0.48, 0.5) + greenAt(image, 0.05, 0.5)) / 2;
    const seen = truth.data.map((_, at) => (image.data[at * 4 + 1]! < cut ? 1 : 0));
    const different = seen.filter((value, at) => value !== truth.data[at]).length;
    const perimeter = 2 * Math.PI * PLAIN.lesion.radius * SMALL.height; // at least
    expect(different / perimeter).toBeLessThan(0.25); // pixels, the mean distance between the two
  });

  it('draws the same scene at any size', () => {
    const large = drawSample(FIRST, { width: 512, height: 384 });
    const small = drawSample(FIRST, SMALL);
    const share = ({ data }: Mask) => data.reduce((sum, value) => sum + value, 0) / data.length;
    expect(share(small.truth)).toBeCloseTo(share(large.truth), 3);
    for (const x of [0.1, 0.48, 0.9]) {
      expect(Math.abs(around(small.image, x, 0.5) - around(large.image, x, 0.5))).toBeLessThan(6);
    }
  });
});

describe.each(SAMPLES)('the sample "$name"', ({ spec }) => {
  const { image, truth } = drawSample(spec);

  it('has a picture and a truth of its size, opaque and of both kinds', () => {
    const { width, height } = spec.size;
    for (const grid of [image, truth]) expect(grid).toMatchObject({ width, height });
    expect(image.data.every((value, at) => at % 4 !== 3 || value === 255)).toBe(true);
    const share = countLesionPx(truth) / (width * height);
    expect(share).toBeGreaterThan(0.01);
    expect(share).toBeLessThan(0.6);
    if (!touchesBorder(truth)) {
      const area = Math.PI * (spec.lesion.radius * Math.min(width, height)) ** 2;
      expect(countLesionPx(truth) / area).toBeCloseTo(1, 2);
    }
  });

  it('shows its lesion where the truth is and nowhere beside it', () => {
    const here = contrast(image, truth, 0, 0);
    expect(here).toBeGreaterThan(15);
    for (const [dx, dy] of [
      [8, 0],
      [-8, 0],
      [0, 8],
      [0, -8],
    ] as const) {
      expect(contrast(image, truth, dx, dy)).toBeLessThan(here);
    }
  });
});

it('gives each sample files that belong together by their names', () => {
  const names = SAMPLES.flatMap((sample) => [pictureName(sample), truthName(sample)]);
  expect(new Set(names).size).toBe(2 * SAMPLES.length);
  const { pictures, truths } = pairFiles(names);
  expect(pictures).toEqual(SAMPLES.map(pictureName));
  expect(truths.map(({ picture }) => picture)).toEqual(pictures);
  for (const sample of SAMPLES) {
    expect(saveName(pictureName(sample), 'mask')).toBe(truthName(sample));
  }
});

/** Mean green outside the truth less that inside, the truth moved by some pixels. */
function contrast(image: RgbaImage, { width, height, data }: Mask, dx: number, dy: number): number {
  const sums = [0, 0];
  const counts = [0, 0];
  for (let y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
    for (let x = Math.max(0, dx); x < Math.min(width, width + dx); x++) {
      const kind = data[(y - dy) * width + x - dx]!;
      sums[kind]! += image.data[(y * width + x) * 4 + 1]!;
      counts[kind]!++;
    }
  }
  return sums[0]! / counts[0]! - sums[1]! / counts[1]!;
}

function greenAt({ width, height, data }: RgbaImage, x: number, y: number): number {
  return data[(Math.floor(y * height) * width + Math.floor(x * width)) * 4 + 1]!;
}

/** Mean green of a square of a tenth of the height. */
function around(image: RgbaImage, x: number, y: number): number {
  let sum = 0;
  const steps = 20;
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps; j++) {
      const shift = (step: number) => (step / steps - 0.5) * 0.1;
      sum += greenAt(image, x + shift(i) * 0.75, y + shift(j));
    }
  }
  return sum / steps ** 2;
}
