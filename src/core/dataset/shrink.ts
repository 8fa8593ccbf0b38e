import type { TrainingPair } from './types';

/** Half as large, each pixel the mean of four. The side must be even. */
export function halve({ image, mask, side }: TrainingPair): TrainingPair {
  return { image: halvePlane(image, side, 3), mask: halvePlane(mask, side, 1), side: side / 2 };
}

function halvePlane(values: Uint8Array, side: number, channels: number): Uint8Array {
  const half = side / 2;
  const halved = new Uint8Array(half * half * channels);
  const row = side * channels;
  for (let y = 0, to = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      for (let channel = 0; channel < channels; channel++, to++) {
        const at = 2 * y * row + 2 * x * channels + channel;
        const sum =
          values[at]! + values[at + channels]! + values[at + row]! + values[at + row + channels]!;
        halved[to] = (sum + 2) >> 2;
      }
    }
  }
  return halved;
}
