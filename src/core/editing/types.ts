/** What a stroke does to the mask. */
export type StrokeKind = 'add' | 'erase';

/** brush: all within a radius of its line. area: what its line encloses, first and last point joined. */
export type StrokeShape = 'brush' | 'area';

/** One correction by hand. It fits a mask of any size of the same picture. */
export type Stroke = {
  readonly kind: StrokeKind;
  readonly shape: StrokeShape;
  /** Of the brush, as a share of the picture's width. */
  readonly radius: number;
  /** x0, y0, x1, y1, …, as shares of the picture's width and height; one point at least. */
  readonly points: readonly number[];
};
