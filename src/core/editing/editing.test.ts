import { describe, expect, it } from 'vitest';
import type { Mask } from '@/core/raster/types';
import { applyStrokes } from './applyStrokes';
import { addStroke, NO_CORRECTIONS, redoStroke, undoStroke } from './corrections';
import { makeStroke, type Brush } from './makeStroke';
import type { Stroke } from './types';

const SIDE = 40;
const BRUSH: Brush = { kind: 'add', shape: 'brush', radius: 5 / SIDE };

function emptyMask(width = SIDE, height = SIDE): Mask {
  return { width, height, data: new Uint8Array(width * height) };
}

function corrected(strokes: readonly Stroke[], mask = emptyMask()): Mask {
  applyStrokes(mask, strokes);
  return mask;
}

function area(mask: Mask): number {
  return mask.data.reduce((sum, value) => sum + value, 0);
}

/** The pixels whose middles are within a radius of a segment, one by one. */
function capsule(ax: number, ay: number, bx: number, by: number, radius: number): Mask {
  const mask = emptyMask();
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [px, py] = [x + 0.5 - ax, y + 0.5 - ay];
      const square = (bx - ax) ** 2 + (by - ay) ** 2;
      const along = (px * (bx - ax) + py * (by - ay)) / (square || 1);
      const t = Math.min(1, Math.max(0, along));
      const distance = Math.hypot(px - t * (bx - ax), py - t * (by - ay));
      mask.data[y * SIDE + x] = distance <= radius ? 1 : 0;
    }
  }
  return mask;
}

describe('applyStrokes', () => {
  it.each([
    ['a dab', 20.3, 17.8, 20.3, 17.8],
    ['across', 8.1, 20.2, 31.4, 20.2],
    ['down', 20.2, 8.1, 20.2, 31.4],
    ['aslant', 9.3, 30.1, 28.7, 12.6],
    ['beyond the edge', -6.2, -3.1, 12.4, 9.9],
  ])('sweeps the brush %s', (_, ax, ay, bx, by) => {
    const stroke: Stroke = {
      ...BRUSH,
      points: [ax / SIDE, ay / SIDE, bx / SIDE, by / SIDE],
    };
    expect(corrected([stroke]).data).toEqual(capsule(ax, ay, bx, by, 5).data);
  });

  it('erases what a stroke before it has added, and the other way round', () => {
    const stroke = makeStroke(BRUSH, [{ x: 20, y: 20 }], emptyMask());
    const erased: Stroke = { ...stroke, kind: 'erase' };
    expect(area(corrected([stroke, erased]))).toBe(0);
    expect(corrected([erased, stroke]).data).toEqual(corrected([stroke]).data);
    const full: Mask = { ...emptyMask(), data: new Uint8Array(SIDE * SIDE).fill(1) };
    expect(area(corrected([erased], full))).toBe(SIDE * SIDE - area(corrected([stroke])));
  });

  it('fills what an area encloses, whichever way round and over itself', () => {
    const square = [10, 10, 30, 10, 30, 20, 10, 20].map((value) => value / SIDE);
    const stroke: Stroke = { kind: 'add', shape: 'area', radius: 0, points: square };
    expect(area(corrected([stroke]))).toBe(20 * 10);
    const twice: Stroke = { ...stroke, points: [...square, ...square] };
    expect(corrected([twice]).data).toEqual(corrected([stroke]).data);
    const backwards = [10, 20, 30, 20, 30, 10, 10, 10].map((value) => value / SIDE);
    expect(corrected([{ ...stroke, points: backwards }]).data).toEqual(corrected([stroke]).data);
    expect(area(corrected([{ ...stroke, points: [0.5, 0.5] }]))).toBe(0);
  });

  it('fits a mask of another size of the same picture', () => {
    const points = [
      { x: 10, y: 12 },
      { x: 29, y: 25 },
    ];
    const stroke = makeStroke(BRUSH, points, emptyMask());
    const small = area(corrected([stroke]));
    const large = area(corrected([stroke], emptyMask(4 * SIDE, 4 * SIDE)));
    expect(large / 16 / small).toBeCloseTo(1, 1);
  });
});

describe('makeStroke', () => {
  it('drops points that say nothing and keeps the ends', () => {
    const way = Array.from({ length: 101 }, (_, i) => ({ x: 10 + i / 10, y: 20 }));
    const { points } = makeStroke(BRUSH, way, emptyMask());
    expect(points.length / 2).toBeLessThan(12);
    expect(points.slice(0, 2)).toEqual([10 / SIDE, 0.5]);
    expect(points.slice(-2)).toEqual([20 / SIDE, 0.5]);
    const dense = capsule(10, 20, 20, 20, 5);
    expect(corrected([{ ...BRUSH, points }]).data).toEqual(dense.data);
  });
});

describe('corrections', () => {
  const [first, second] = [1, 2].map((x) => makeStroke(BRUSH, [{ x, y: 1 }], emptyMask())) as [
    Stroke,
    Stroke,
  ];

  it('undo after a stroke is as before, and redo brings it back', () => {
    const one = addStroke(NO_CORRECTIONS, first);
    const two = addStroke(one, second);
    expect(undoStroke(two).strokes).toEqual(one.strokes);
    expect(redoStroke(undoStroke(two))).toEqual(two);
    expect(redoStroke(redoStroke(undoStroke(undoStroke(two))))).toEqual(two);
  });

  it('a new stroke ends what could come back', () => {
    const redone = redoStroke(addStroke(undoStroke(addStroke(NO_CORRECTIONS, first)), second));
    expect(redone).toEqual({ strokes: [second], undone: [] });
  });

  it('nothing to undo or redo changes nothing', () => {
    expect(undoStroke(NO_CORRECTIONS)).toBe(NO_CORRECTIONS);
    expect(redoStroke(NO_CORRECTIONS)).toBe(NO_CORRECTIONS);
  });
});
