import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ringArea, traceOutline } from './outline';
import { smoothRing } from './smoothRing';

/** Distance of a point to the nearest point of a closed ring. */
function distanceToRing(x: number, y: number, ring: Float32Array): number {
  let least = Infinity;
  const count = ring.length / 2;
  for (let i = 0; i < count; i++) {
    const j = (i + 1) % count;
    const [ax, ay, bx, by] = [ring[2 * i]!, ring[2 * i + 1]!, ring[2 * j]!, ring[2 * j + 1]!];
    const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
    const t = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2));
    least = Math.min(least, Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)));
  }
  return least;
}

describe('smoothRing', () => {
  it('stays within a pixel of the border of any mask', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64, max: 1 }), (data) => {
        for (const ring of traceOutline({ width: 8, height: 8, data })) {
          const smooth = smoothRing(ring);
          for (let i = 0; i < smooth.length; i += 2) {
            expect(distanceToRing(smooth[i]!, smooth[i + 1]!, ring)).toBeLessThan(1);
          }
        }
      }),
    );
  });

  it('straightens a diagonal staircase and keeps a square’s sides', () => {
    const size = 32;
    const data = new Uint8Array(size * size);
    for (let y = 0; y < size; y++) for (let x = 0; x <= y; x++) data[y * size + x] = 1;
    const [ring] = traceOutline({ width: size, height: size, data });
    const smooth = smoothRing(ring!);
    const onDiagonal: number[] = [];
    for (let i = 0; i < smooth.length; i += 2) {
      const [x, y] = [smooth[i]!, smooth[i + 1]!];
      if (x > 4 && x < 28 && y > 4 && y < 28) onDiagonal.push(x - y);
    }
    expect(Math.max(...onDiagonal) - Math.min(...onDiagonal)).toBeLessThan(0.3);
    expect(ringArea(smooth)).toBeCloseTo(ringArea(ring!), -1);
  });
});
