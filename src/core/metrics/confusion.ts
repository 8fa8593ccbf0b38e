import type { Mask } from '@/core/raster/types';
import type { ConfusionCounts } from './types';

/** Pixels by outcome. Both masks have the same size; throws RangeError otherwise, which is a caller's mistake. */
export function countConfusion(mask: Mask, truth: Mask): ConfusionCounts {
  if (mask.width !== truth.width || mask.height !== truth.height) {
    throw new RangeError(
      `mask ${mask.width} × ${mask.height}, truth ${truth.width} × ${truth.height}`,
    );
  }
  let truePositive = 0;
  let predicted = 0;
  let actual = 0;
  const { data } = mask;
  const { data: truthData } = truth;
  for (let i = 0; i < data.length; i++) {
    const isPredicted = data[i]!;
    const isActual = truthData[i]!;
    predicted += isPredicted;
    actual += isActual;
    truePositive += isPredicted & isActual;
  }
  const falsePositive = predicted - truePositive;
  const falseNegative = actual - truePositive;
  const trueNegative = data.length - truePositive - falsePositive - falseNegative;
  return { truePositive, falsePositive, falseNegative, trueNegative };
}
