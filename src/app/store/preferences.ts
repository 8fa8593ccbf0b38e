/** What is kept between visits: how the user looks at pictures. */
import { DEFAULT_OUTLINE, OUTLINE_COLOURS, OUTLINE_WIDTH } from '@/core/mask/outlineStyle';
import type { OutlineStyle } from '@/core/mask/outlineStyle';
import { VIEW_KINDS, type ViewKind } from './views';

export type Preferences = {
  readonly view: ViewKind;
  /** Opacity of the mask over the picture, 0..1. */
  readonly opacity: number;
  readonly outline: OutlineStyle;
  /** Whether the enlarged patch goes with the pointer. */
  readonly loupe: boolean;
};

/** Shows the mask and leaves the lesion's colours to be seen. */
export const DEFAULT_OPACITY = 0.25;

export const DEFAULT_PREFERENCES: Preferences = {
  view: 'overlay',
  opacity: DEFAULT_OPACITY,
  outline: DEFAULT_OUTLINE,
  loupe: false,
};

/** What an older or damaged record lacks is taken from the defaults. */
export function parsePreferences(saved: unknown): Preferences {
  const record = toRecord(saved);
  const outline = toRecord(record.outline);
  return {
    view: VIEW_KINDS.find((view) => view === record.view) ?? DEFAULT_PREFERENCES.view,
    opacity: isWithin(record.opacity, 0, 1) ? record.opacity : DEFAULT_OPACITY,
    outline: {
      colour:
        typeof outline.colour === 'string' && Object.hasOwn(OUTLINE_COLOURS, outline.colour)
          ? (outline.colour as OutlineStyle['colour'])
          : DEFAULT_OUTLINE.colour,
      widthPx: isWithin(outline.widthPx, OUTLINE_WIDTH.least, OUTLINE_WIDTH.most)
        ? outline.widthPx
        : DEFAULT_OUTLINE.widthPx,
    },
    loupe: record.loupe === true,
  };
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most;
}
