/** Dice and Jaccard of one picture at the network's size and threshold 0.5; two empty masks agree wholly. */
export function scorePair(
  probabilities: Float32Array,
  truth: Uint8Array,
): { dice: number; jaccard: number } {
  let both = 0;
  let either = 0;
  for (const [index, probability] of probabilities.entries()) {
    const isLesion = probability > 0.5;
    const isTruth = truth[index]! > 127;
    if (isLesion && isTruth) both++;
    if (isLesion || isTruth) either++;
  }
  const jaccard = either === 0 ? 1 : both / either;
  return { dice: (2 * jaccard) / (1 + jaccard), jaccard };
}
