import type { ProbabilityMap } from '@/core/raster/types';
import type { CombinedMaps } from './types';

/** Mean and standard deviation (of these maps, not of a population behind them) of maps of one size, one at least. */
export function combineMaps(maps: readonly ProbabilityMap[]): CombinedMaps {
  const first = maps[0];
  if (first === undefined) throw new RangeError('there is no map to combine');
  const { width, height } = first;
  const mean = new Float32Array(width * height);
  const deviation = new Float32Array(width * height);
  for (let i = 0; i < mean.length; i++) {
    let sum = 0;
    for (const { data } of maps) sum += data[i]!;
    const middle = sum / maps.length;
    let squares = 0;
    for (const { data } of maps) squares += (data[i]! - middle) ** 2;
    mean[i] = middle;
    deviation[i] = Math.sqrt(squares / maps.length);
  }
  return { mean: { width, height, data: mean }, deviation };
}
