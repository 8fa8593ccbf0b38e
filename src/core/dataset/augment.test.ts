import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/core/samples/random';
import { ALL_AUGMENTATION, augment, NO_AUGMENTATION } from './augment';
import type { AugmentSettings, PixelPair } from './types';

/** The truth is in the picture, too, as its red: wherever geometry takes one it takes the other. */
function drawPair(side: number, seed: number): PixelPair {
  const random = seededRandom(seed);
  const truth = Uint8Array.from({ length: side * side }, () => Math.floor(random() * 256));
  const image = new Uint8Array(side * side * 3);
  truth.forEach((value, i) => image.set([value, 255 - value, 7], i * 3));
  return { image, truth, side };
}

const seeds = fc.integer({ min: 0, max: 1e6 });
const settings: fc.Arbitrary<AugmentSettings> = fc.record({
  rotations: fc.boolean(),
  flips: fc.boolean(),
  zooms: fc.boolean(),
  colour: fc.boolean(),
});

describe('augment', () => {
  it('gives the same for the same seed, and leaves its input as it was', () => {
    fc.assert(
      fc.property(seeds, settings, (seed, chosen) => {
        const pair = drawPair(16, seed);
        const before = { image: pair.image.slice(), truth: pair.truth.slice() };
        const once = augment(pair, chosen, seededRandom(seed));
        expect(augment(pair, chosen, seededRandom(seed))).toEqual(once);
        expect({ image: pair.image, truth: pair.truth }).toEqual(before);
        expect(once.image.length).toBe(256 * 3);
        expect(once.truth.length).toBe(256);
      }),
      { numRuns: 40 },
    );
  });

  it('lets the truth follow the picture’s geometry, whatever is drawn', () => {
    fc.assert(
      fc.property(seeds, settings, (seed, chosen) => {
        const view = augment(drawPair(16, seed), { ...chosen, colour: false }, seededRandom(seed));
        view.truth.forEach((value, i) => expect(view.image[i * 3]).toBe(value));
      }),
      { numRuns: 40 },
    );
  });

  it('never lets colour touch the truth', () => {
    const pair = drawPair(16, 3);
    const plain = augment(pair, { ...ALL_AUGMENTATION, colour: false }, seededRandom(9));
    const coloured = augment(pair, ALL_AUGMENTATION, seededRandom(9));
    expect(coloured.truth).toEqual(plain.truth);
    expect(coloured.image).not.toEqual(plain.image);
  });

  it('gives the pair itself where nothing is allowed', () => {
    const pair = drawPair(8, 5);
    expect(augment(pair, NO_AUGMENTATION, seededRandom(1))).toEqual(pair);
  });

  it('flips exactly', () => {
    const pair = drawPair(8, 5);
    const seen = new Set<string>();
    for (let seed = 0; seed < 40; seed++) {
      const { truth } = augment(pair, { ...NO_AUGMENTATION, flips: true }, seededRandom(seed));
      const corner = [0, 7, 56, 63].find((at) => pair.truth[at] === truth[0]);
      seen.add(String(corner));
    }
    expect([...seen].sort()).toEqual(['0', '56', '63', '7']);
  });

  it('keeps most of a round lesion’s area when it turns', () => {
    const side = 32;
    const truth = Uint8Array.from({ length: side * side }, (_, i) =>
      Math.hypot((i % side) - 15.5, Math.floor(i / side) - 15.5) < 10 ? 255 : 0,
    );
    const pair = { image: new Uint8Array(side * side * 3), truth, side };
    const area = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0);
    const turned = augment(pair, { ...NO_AUGMENTATION, rotations: true }, seededRandom(4));
    expect(area(turned.truth) / area(truth)).toBeCloseTo(1, 1);
  });
});
