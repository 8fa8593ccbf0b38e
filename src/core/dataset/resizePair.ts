import { type Plane, resizePlane } from '@/core/raster/resize';
import type { PixelPair } from './types';

/** The pair at another side, by the filter that resizes pictures for the network. */
export function resizePair(pair: PixelPair, side: number): PixelPair {
  if (pair.side === side) return pair;
  const image = new Uint8Array(side * side * 3);
  for (const channel of [0, 1, 2]) {
    const plane = takeChannel(pair.image, pair.side, channel, 3);
    resizeTo(plane, side).forEach((value, i) => (image[i * 3 + channel] = value + 0.5));
  }
  const truth = Uint8Array.from(
    resizeTo(takeChannel(pair.truth, pair.side, 0, 1), side),
    (value) => value + 0.5,
  );
  return { side, image, truth };
}

function resizeTo(plane: Plane, side: number): Float32Array {
  return resizePlane(plane, { width: side, height: side }).data;
}

function takeChannel(values: Uint8Array, side: number, channel: number, channels: number): Plane {
  const data = Float32Array.from(
    { length: side * side },
    (_, i) => values[i * channels + channel]!,
  );
  return { width: side, height: side, data };
}
