import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/core/samples/random';
import { ALL_AUGMENTATION, augment, type AugmentSettings, NO_AUGMENTATION } from './augment';
import type { TrainingPair } from './types';

/** The mask is in the picture, too, as its red: wherever geometry takes one it takes the other. */
function drawPair(side: number, seed: number): TrainingPair {
  const random = seededRandom(seed);
  const mask = Uint8Array.from({ length: side * side }, () => Math.floor(random() * 256));
  const image = new Uint8Array(side * side * 3);
  mask.forEach((value, i) => image.set([value, 255 - value, 7], i * 3));
  return { image, mask, side };
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
      fc.property(seeds, settings, fc.constantFrom(8, 16, 32), (seed, chosen, size) => {
        const pair = drawPair(16, seed);
        const before = { image: pair.image.slice(), mask: pair.mask.slice() };
        const once = augment(pair, size, chosen, seededRandom(seed));
        expect(augment(pair, size, chosen, seededRandom(seed))).toEqual(once);
        expect({ image: pair.image, mask: pair.mask }).toEqual(before);
        expect(once.image.length).toBe(size * size * 3);
        expect(once.mask.length).toBe(size * size);
      }),
      { numRuns: 40 },
    );
  });

  it('lets the mask follow the picture’s geometry, whatever is drawn', () => {
    fc.assert(
      fc.property(seeds, settings, (seed, chosen) => {
        const view = augment(
          drawPair(16, seed),
          16,
          { ...chosen, colour: false },
          seededRandom(seed),
        );
        view.mask.forEach((value, i) => expect(view.image[i * 3]).toBe(value));
      }),
      { numRuns: 40 },
    );
  });

  it('never lets colour touch the mask', () => {
    const pair = drawPair(16, 3);
    const plain = augment(pair, 16, { ...ALL_AUGMENTATION, colour: false }, seededRandom(9));
    const coloured = augment(pair, 16, ALL_AUGMENTATION, seededRandom(9));
    expect(coloured.mask).toEqual(plain.mask);
    expect(coloured.image).not.toEqual(plain.image);
  });

  it('gives the pair itself where nothing is allowed, and its mean when half as large', () => {
    const pair = drawPair(8, 5);
    expect(augment(pair, 8, NO_AUGMENTATION, seededRandom(1))).toEqual(pair);
    const { mask } = augment(pair, 4, NO_AUGMENTATION, seededRandom(1));
    const four = [0, 1, 8, 9].reduce((sum, at) => sum + pair.mask[at]!, 0);
    expect(mask[0]).toBe(Math.floor((four + 2) / 4));
  });

  it('flips exactly', () => {
    const pair = drawPair(8, 5);
    const seen = new Set<string>();
    for (let seed = 0; seed < 40; seed++) {
      const { mask } = augment(pair, 8, { ...NO_AUGMENTATION, flips: true }, seededRandom(seed));
      const corner = [0, 7, 56, 63].find((at) => pair.mask[at] === mask[0]);
      seen.add(String(corner));
    }
    expect([...seen].sort()).toEqual(['0', '56', '63', '7']);
  });

  it('keeps most of a round lesion’s area when it turns', () => {
    const side = 32;
    const mask = Uint8Array.from({ length: side * side }, (_, i) =>
      Math.hypot((i % side) - 15.5, Math.floor(i / side) - 15.5) < 10 ? 255 : 0,
    );
    const pair = { image: new Uint8Array(side * side * 3), mask, side };
    const area = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0);
    const turned = augment(pair, side, { ...NO_AUGMENTATION, rotations: true }, seededRandom(4));
    expect(area(turned.mask) / area(mask)).toBeCloseTo(1, 1);
  });
});
