import { isSameStrokes } from '@/core/editing/corrections';
import type { MaskSettings } from './types';

/** Whether two settings make the same mask of the same probabilities. */
export function isSameMask(a: MaskSettings, b: MaskSettings): boolean {
  return (
    a.threshold === b.threshold &&
    a.keep === b.keep &&
    a.fillHoles === b.fillHoles &&
    isSameStrokes(a.strokes ?? [], b.strokes ?? [])
  );
}
