import type { MaskSettings } from './types';

/** Whether two settings make the same mask of the same probabilities. */
export function isSameMask(a: MaskSettings, b: MaskSettings): boolean {
  return (
    a.threshold === b.threshold &&
    a.keep === b.keep &&
    a.fillHoles === b.fillHoles &&
    isSameStrokes(a.strokes, b.strokes)
  );
}

/** One of them may have come from a worker, or from the disk, as a copy. */
function isSameStrokes(a: MaskSettings['strokes'], b: MaskSettings['strokes']): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
