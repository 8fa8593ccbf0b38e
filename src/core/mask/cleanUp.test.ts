import { describe, expect, it } from 'vitest';
import { cleanUp } from './cleanUp';
import { drawMask, drawRows } from './drawMask';

/** A large region in a corner, a small one in the middle with a hole, a notch that is open to the border. */
const mask = drawMask(
  '####.....',
  '####.....',
  '####.....',
  '.........',
  '...###...',
  '...#.#...',
  '...###...',
  '........#',
  '.......#.',
);

describe('cleanUp', () => {
  it('keeps all and counts the regions, corners joined', () => {
    const clean = cleanUp(mask, { keep: 'all', fillHoles: false });
    expect(clean.mask).toBe(mask);
    expect(clean.regions).toBe(3);
  });

  it('keeps the largest', () => {
    const { mask: kept } = cleanUp(mask, { keep: 'largest', fillHoles: true });
    expect(drawRows(kept)).toEqual([
      '####.....',
      '####.....',
      '####.....',
      ...Array<string>(6).fill('.........'),
    ]);
  });

  it('keeps the central one though it is smaller, and fills its hole', () => {
    const { mask: kept, regions } = cleanUp(mask, { keep: 'central', fillHoles: true });
    expect(regions).toBe(3);
    const row = '.........';
    expect(drawRows(kept)).toEqual([
      row,
      row,
      row,
      row,
      '...###...',
      '...###...',
      '...###...',
      row,
      row,
    ]);
  });

  it('leaves background that reaches the border, and a gap that is closed by sides fills though corners are open', () => {
    const open = drawMask('.###.', '.#.#.', '.#.#.', '.....');
    expect(cleanUp(open, { keep: 'all', fillHoles: true }).mask).toBe(open);
    const diamond = drawMask('..#..', '.#.#.', '..#..');
    expect(drawRows(cleanUp(diamond, { keep: 'all', fillHoles: true }).mask)).toEqual([
      '..#..',
      '.###.',
      '..#..',
    ]);
  });

  it('never writes to the mask it was given', () => {
    const before = mask.data.slice();
    cleanUp(mask, { keep: 'central', fillHoles: true });
    expect(mask.data).toEqual(before);
  });

  it('weighs regions by sigma 0.22 of each side', () => {
    // 100 × 1: 40 pixels at the left end against 8 in the middle. Under the Gaussian the first come to
    // 22 * sqrt(2 pi) * (Phi(-10 / 22) - Phi(-50 / 22)) = 17.3, so the middle needs 18 pixels to win, not 8.
    const line = (middle: number) =>
      drawMask(
        '#'.repeat(40) +
          '.'.repeat(10 - middle / 2) +
          '#'.repeat(middle) +
          '.'.repeat(50 - middle / 2),
      );
    expect(cleanUp(line(8), { keep: 'central', fillHoles: false }).mask.data[0]).toBe(1);
    expect(cleanUp(line(16), { keep: 'central', fillHoles: false }).mask.data[0]).toBe(1);
    expect(cleanUp(line(18), { keep: 'central', fillHoles: false }).mask.data[0]).toBe(0);
  });

  it('takes an empty and a full mask', () => {
    for (const even of [drawMask('...', '...'), drawMask('###', '###')]) {
      expect(cleanUp(even, { keep: 'central', fillHoles: true }).mask).toBe(even);
    }
  });
});
