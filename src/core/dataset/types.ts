/** A picture and its truth as they are trained on: square, small, one byte a value, so that hundreds fit into memory. */
export type TrainingPair = {
  /** RGB bytes, index `(y * side + x) * 3`. */
  readonly image: Uint8Array;
  /** How much of the pixel is lesion, 0 none … 255 all; soft at the border. Index `y * side + x`. */
  readonly mask: Uint8Array;
  /** Pixels. */
  readonly side: number;
};

/** Training: learned from. Validation: tells when to stop. Test: never used before the end. */
export type DatasetPart = 'training' | 'validation' | 'test';

export const PARTS: readonly DatasetPart[] = ['training', 'validation', 'test'];
