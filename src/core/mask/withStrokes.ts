import type { Stroke } from '@/core/editing/types';
import type { MaskSettings } from './types';

/** The settings with what was drawn by hand; without any they say nothing of it. */
export function withStrokes(settings: MaskSettings, strokes: readonly Stroke[]): MaskSettings {
  return strokes.length === 0 ? settings : { ...settings, strokes };
}
