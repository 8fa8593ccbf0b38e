import type { ViewKind } from '@/app/store/views';

/** What each view is called, and how the sheet of keys says it. */
export const VIEW_NAMES: Readonly<
  Record<ViewKind, { readonly name: string; readonly does: string }>
> = {
  overlay: { name: 'Overlay', does: 'Overlay view' },
  outline: { name: 'Outline', does: 'Outline view' },
  mask: { name: 'Mask', does: 'Mask view' },
  probability: { name: 'Probability', does: 'Probability view, a heat map' },
  difference: { name: 'Difference', does: 'Difference to the truth' },
  compare: { name: 'Before/after', does: 'Before and after, with a divider' },
  figure: { name: 'Figure', does: 'Figure: picture, truth and mask side by side' },
};
