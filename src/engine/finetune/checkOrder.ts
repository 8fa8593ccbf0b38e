/** Whether an order for a training can be carried out, and what tells it from every other. */
import { smallestSide } from '@/engine/network/card';
import { EngineError } from '@/engine/network/engineError';
import type { ModelFiles } from '@/engine/network/assembleModel';
import { toSha256 } from '@/core/sha256';
import type { TrainingOrder } from './types';

/** Throws 'training-order' with the first thing that is wrong. */
export function checkOrder(order: TrainingOrder, files: ModelFiles): void {
  const { settings, training, validation, previews } = order;
  const { resolution, passes, learningRate, batch } = settings;
  const step = smallestSide(files.card.architecture);
  const faults: [boolean, string][] = [
    [training.length === 0, 'there is no pair to learn from'],
    [validation.length === 0, 'there is no pair to validate on'],
    [!isWhole(resolution) || resolution % step !== 0, `${resolution} px is no multiple of ${step}`],
    [!isWhole(passes), `${passes} is no number of passes`],
    [!isWhole(batch), `${batch} is no number of pictures a step`],
    [!(learningRate > 0 && learningRate <= 1), `${learningRate} is no learning rate`],
  ];
  const area = resolution * resolution;
  for (const { id, side, image, truth } of [...training, ...validation]) {
    const fits = side === resolution && image.length === 3 * area && truth.length === area;
    faults.push([!fits, `${id} is not of ${resolution} px`]);
  }
  for (const preview of previews) {
    const isThere = validation.some(({ id }) => id === preview);
    faults.push([!isThere, `${preview} is not in the validation part`]);
  }
  const found = faults.find(([isFault]) => isFault);
  if (found) throw new EngineError('training-order', found[1]);
}

/** In hex: the same for the same parent, settings and pairs, by their names and content. */
export async function toFingerprint(order: TrainingOrder, files: ModelFiles): Promise<string> {
  const { settings, training, validation } = order;
  const parts = [new Uint8Array(files.weights.slice(0))];
  for (const { image, truth } of [...training, ...validation]) {
    parts.push(Uint8Array.from(image), Uint8Array.from(truth));
  }
  const hashes = await Promise.all(parts.map((part) => toSha256(crypto.subtle, part)));
  const ids = [training, validation].map((part) => part.map(({ id }) => id));
  const text = JSON.stringify([sortKeys(settings), ids, hashes]);
  return toSha256(crypto.subtle, new TextEncoder().encode(text));
}

function isWhole(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

/** An object's entries in an order that does not depend on how it was made. */
function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sortKeys(inner)]);
}
