/** Pairs for tests: discs on skin, in the colours of neither; the same every time. */
import { seededRandom } from '@/core/samples/random';
import type { TrainingPair } from '@/engine/finetune/types';

/** The disc is bright on dark, which no shipped network takes for a lesion. */
export function drawPairs(count: number, side: number, seed = 1): TrainingPair[] {
  return Array.from({ length: count }, (_, index) => {
    const random = seededRandom(seed * 1000 + index);
    const [x, y] = [side * (0.3 + 0.4 * random()), side * (0.3 + 0.4 * random())];
    const radius = side * (0.15 + 0.15 * random());
    const image = new Uint8Array(side * side * 3);
    const truth = new Uint8Array(side * side);
    for (let i = 0; i < side * side; i++) {
      const isInside = Math.hypot((i % side) - x, Math.floor(i / side) - y) < radius;
      truth[i] = isInside ? 255 : 0;
      for (let channel = 0; channel < 3; channel++) {
        image[3 * i + channel] = (isInside ? 190 : 60) + 20 * channel + 20 * random();
      }
    }
    return { id: `pair-${index}`, side, image, truth };
  });
}
