/** What was drawn onto one mask by hand, and what was taken back of it. */
import type { Stroke } from './types';

export type Corrections = {
  /** In the order in which they were drawn. */
  readonly strokes: readonly Stroke[];
  /** The one that comes back next is the last. */
  readonly undone: readonly Stroke[];
};

export const NO_CORRECTIONS: Corrections = { strokes: [], undone: [] };

/** Some of them may have come from a worker, or from the disk, as copies. */
export function isSameStrokes(a: readonly Stroke[], b: readonly Stroke[]): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** What was undone before cannot come back. */
export function addStroke({ strokes }: Corrections, stroke: Stroke): Corrections {
  return { strokes: [...strokes, stroke], undone: [] };
}

/** The same where there is nothing to undo. */
export function undoStroke(corrections: Corrections): Corrections {
  const last = corrections.strokes.at(-1);
  if (last === undefined) return corrections;
  return { strokes: corrections.strokes.slice(0, -1), undone: [...corrections.undone, last] };
}

/** The same where there is nothing to redo. */
export function redoStroke(corrections: Corrections): Corrections {
  const next = corrections.undone.at(-1);
  if (next === undefined) return corrections;
  return { strokes: [...corrections.strokes, next], undone: corrections.undone.slice(0, -1) };
}
