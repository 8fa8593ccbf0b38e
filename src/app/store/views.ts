import type { LayerKind } from '@/pixels/protocol';

/** The ways to look at a case, in the order of their keys 1 to 7. */
export const VIEW_KINDS = [
  'overlay',
  'outline',
  'mask',
  'probability',
  'difference',
  'compare',
  'figure',
] as const;

export type ViewKind = (typeof VIEW_KINDS)[number];

/** What a view lays over the picture, or shows instead of it. */
export const LAYER_OF: Readonly<Record<ViewKind, LayerKind>> = {
  overlay: 'tint',
  outline: 'tint',
  mask: 'mask',
  probability: 'heat',
  difference: 'difference',
  compare: 'tint',
  figure: 'figure',
};

/** The view to which a layer belongs while another one is still being drawn. */
export const VIEW_OF: Readonly<Record<LayerKind, ViewKind>> = {
  tint: 'overlay',
  mask: 'mask',
  heat: 'probability',
  difference: 'difference',
  figure: 'figure',
};
