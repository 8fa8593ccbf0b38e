/**
 * The eight ways to lay a square on itself: flips and turns. A symmetry is 0..7: `symmetry % 4` quarter turns to the
 * left, the upper four mirrored left to right first. training/lentigo_training/agreement.py turns by the same rule.
 */
import type { ModelInput, ProbabilityMap, Size } from './types';

/** 0 changes nothing. */
export type Symmetry = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

const SQUARE: readonly Symmetry[] = [0, 1, 2, 3, 4, 5, 6, 7];
const OBLONG: readonly Symmetry[] = [0, 2, 4, 6];

/** Those that keep the frame's shape: eight of a square, four of any other; the first is 0. */
export function symmetriesOf({ width, height }: Size): readonly Symmetry[] {
  return width === height ? SQUARE : OBLONG;
}

/** What undoes a symmetry. A mirrored one undoes itself. */
export function inverseOf(symmetry: Symmetry): Symmetry {
  return symmetry < 4 ? (((4 - symmetry) % 4) as Symmetry) : symmetry;
}

/** The input after a symmetry; its `fit` still tells how the picture lay before. */
export function turnInput(input: ModelInput, symmetry: Symmetry): ModelInput {
  const { size, data } = turnValues(input.data, input.size, 3, symmetry);
  return { data, size, fit: input.fit };
}

/** The map after a symmetry; by `inverseOf` the answer to a turned input comes to lie on the picture again. */
export function turnMap(map: ProbabilityMap, symmetry: Symmetry): ProbabilityMap {
  const { size, data } = turnValues(map.data, map, 1, symmetry);
  return { width: size.width, height: size.height, data };
}

/** `channels` values a pixel, index `(y * width + x) * channels`; always a copy. */
function turnValues(
  data: Float32Array,
  { width, height }: Size,
  channels: number,
  symmetry: Symmetry,
): { readonly size: Size; readonly data: Float32Array } {
  const quarters = symmetry % 4;
  const size = quarters % 2 === 0 ? { width, height } : { width: height, height: width };
  const turned = new Float32Array(data.length);
  let to = 0;
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const [turnedX, fromY] = beforeTurns(x, y, width, height, quarters);
      const fromX = symmetry >= 4 ? width - 1 - turnedX : turnedX;
      const from = (fromY * width + fromX) * channels;
      for (let channel = 0; channel < channels; channel++) turned[to++] = data[from + channel]!;
    }
  }
  return { size, data: turned };
}

/** The pixel of a `width` × `height` frame that quarter turns to the left bring to (x, y). */
function beforeTurns(
  x: number,
  y: number,
  width: number,
  height: number,
  quarters: number,
): readonly [x: number, y: number] {
  switch (quarters) {
    case 1:
      return [width - 1 - y, x];
    case 2:
      return [width - 1 - x, height - 1 - y];
    case 3:
      return [y, height - 1 - x];
    default:
      return [x, y];
  }
}
