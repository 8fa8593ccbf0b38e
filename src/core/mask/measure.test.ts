import { describe, expect, it } from 'vitest';
import { drawMask } from './drawMask';
import { countLesionPx, touchesBorder } from './measure';

describe('countLesionPx', () => {
  it('counts', () => {
    expect(countLesionPx(drawMask('.#.', '##.'))).toBe(3);
    expect(countLesionPx(drawMask('...'))).toBe(0);
  });
});

describe('touchesBorder', () => {
  it.each([
    ['inside', false, ['....', '.##.', '....']],
    ['top', true, ['..#.', '....', '....']],
    ['bottom', true, ['....', '....', '.#..']],
    ['left', true, ['....', '#...', '....']],
    ['right', true, ['....', '...#', '....']],
  ])('%s', (_, expected, rows) => {
    expect(touchesBorder(drawMask(...rows))).toBe(expected);
  });
});
