/** The gradients of a convolution padded as 'same', in plain loops and float64: what every kernel is held against. */

/** Square pictures and filters. */
export type PlainShape = {
  readonly batch: number;
  /** Of the input, pixels. */
  readonly side: number;
  readonly channelsIn: number;
  readonly channelsOut: number;
  /** Of the filter. */
  readonly taps: number;
  readonly stride: number;
};

/** Of the output, pixels. */
export function toOutSide({ side, stride }: PlainShape): number {
  return Math.ceil(side / stride);
}

/** x [batch, side, side, in] and dy [batch, out side, out side, out] → [taps, taps, in, out]. */
export function plainFilterGradient(
  x: ArrayLike<number>,
  dy: ArrayLike<number>,
  shape: PlainShape,
): Float64Array {
  const { taps, channelsIn, channelsOut } = shape;
  const gradient = new Float64Array(taps * taps * channelsIn * channelsOut);
  visit(shape, (inAt, outAt, tap) => {
    for (let i = 0; i < channelsIn; i++) {
      for (let o = 0; o < channelsOut; o++) {
        gradient[(tap * channelsIn + i) * channelsOut + o]! +=
          x[inAt * channelsIn + i]! * dy[outAt * channelsOut + o]!;
      }
    }
  });
  return gradient;
}

/** dy and filter [taps, taps, in, out] → [batch, side, side, in]. */
export function plainInputGradient(
  dy: ArrayLike<number>,
  filter: ArrayLike<number>,
  shape: PlainShape,
): Float64Array {
  const { batch, side, channelsIn, channelsOut } = shape;
  const gradient = new Float64Array(batch * side * side * channelsIn);
  visit(shape, (inAt, outAt, tap) => {
    for (let i = 0; i < channelsIn; i++) {
      for (let o = 0; o < channelsOut; o++) {
        gradient[inAt * channelsIn + i]! +=
          dy[outAt * channelsOut + o]! * filter[(tap * channelsIn + i) * channelsOut + o]!;
      }
    }
  });
  return gradient;
}

/** Every pixel of the input with every one of the output that saw it, and the tap through which. */
function visit(shape: PlainShape, meet: (inAt: number, outAt: number, tap: number) => void): void {
  const { batch, side, taps, stride } = shape;
  const outSide = toOutSide(shape);
  // TensorFlow's 'same': what is odd goes to the end.
  const before = Math.floor(Math.max((outSide - 1) * stride + taps - side, 0) / 2);
  for (let picture = 0; picture < batch; picture++) {
    for (let outY = 0; outY < outSide; outY++) {
      for (let outX = 0; outX < outSide; outX++) {
        for (let tap = 0; tap < taps * taps; tap++) {
          const y = outY * stride + Math.floor(tap / taps) - before;
          const x = outX * stride + (tap % taps) - before;
          if (y < 0 || y >= side || x < 0 || x >= side) continue;
          meet((picture * side + y) * side + x, (picture * outSide + outY) * outSide + outX, tap);
        }
      }
    }
  }
}
