import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampView, fitView, panBy, toPicturePoint, zoomAt } from './viewport';

const stage = { width: 800, height: 600 };
const picture = { width: 4000, height: 2000 };
const side = fc.integer({ min: 1, max: 9000 });
const size = fc.record({ width: side, height: side });
const move = fc.record({
  x: fc.integer({ min: -1e5, max: 1e5 }),
  y: fc.integer({ min: -1e5, max: 1e5 }),
});

describe('viewport', () => {
  it('fits the whole picture in the middle', () => {
    expect(fitView(picture, stage)).toEqual({ scale: 0.2, offset: { x: 0, y: 100 } });
  });

  it('keeps the picture point under the anchor while it zooms in', () => {
    const anchor = { x: 500, y: 320 };
    const before = fitView(picture, stage);
    const after = zoomAt(before, anchor, 4, picture, stage);
    expect(after.scale).toBeCloseTo(0.8);
    expect(toPicturePoint(after, anchor).x).toBeCloseTo(toPicturePoint(before, anchor).x);
    expect(toPicturePoint(after, anchor).y).toBeCloseTo(toPicturePoint(before, anchor).y);
  });

  it('stops at the whole picture and at 32 stage pixels a pixel', () => {
    const view = fitView(picture, stage);
    expect(zoomAt(view, { x: 0, y: 0 }, 0.01, picture, stage)).toEqual(view);
    expect(zoomAt(view, { x: 0, y: 0 }, 1e6, picture, stage).scale).toBe(32);
  });

  it('lets a picture smaller than the stage be seen at its own size', () => {
    const small = { width: 100, height: 80 };
    const view = zoomAt(fitView(small, stage), { x: 400, y: 300 }, 0.001, small, stage);
    expect(view).toEqual({ scale: 1, offset: { x: 350, y: 260 } });
  });

  it('never loses the picture, however it is zoomed and dragged', () => {
    fc.assert(
      fc.property(
        size,
        size,
        move,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        move,
        (p, s, anchor, factor, delta) => {
          const { scale, offset } = panBy(zoomAt(fitView(p, s), anchor, factor, p, s), delta, p, s);
          const covers = (from: number, shown: number, room: number) =>
            shown <= room
              ? Math.abs(from - (room - shown) / 2) < 1e-6
              : from <= 1e-6 && from + shown >= room - 1e-6;
          expect(covers(offset.x, p.width * scale, s.width)).toBe(true);
          expect(covers(offset.y, p.height * scale, s.height)).toBe(true);
        },
      ),
    );
  });

  it('clamping twice is clamping once', () => {
    fc.assert(
      fc.property(
        size,
        size,
        move,
        fc.double({ min: 1e-4, max: 100, noNaN: true }),
        (p, s, offset, scale) => {
          const once = clampView({ scale, offset }, p, s);
          expect(clampView(once, p, s)).toEqual(once);
        },
      ),
    );
  });
});
