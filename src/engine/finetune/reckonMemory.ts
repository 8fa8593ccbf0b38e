/** Whether a step of training fits the running backend, reckoned from steps on small pictures. */
import { EngineError } from '@/engine/network/engineError';
import { findMemoryLimits } from '@/engine/network/memoryLimits';
import type { Trainer } from './trainer';
import type { TrainingRun } from './trainingRun';

/** Sides, in pixels, that are run in no time. Memory grows with the area from what the weights alone take. */
const SMALL_SIDES = [64, 128] as const;
/** tf.memory counts tensors; beside them are packed kernels, what a kernel works in, and gaps. Measured on WASM: 1.25. */
const BESIDE_TENSORS = 1.3;
/** Lists of all that learns which one step of Adam holds at once. */
const LISTS_OF_ADAM = 10;
const BYTES_PER_NUMBER = 4;

/**
 * Bytes of a step with `batch` pictures, and of all that the backend can hold (null where nobody knows). Throws
 * 'training-memory', with advice, where it would not fit. Leaves the trainer's weights as they were.
 */
export async function reckonMemory(
  run: TrainingRun,
  trainer: Trainer,
  batch: number,
): Promise<{ bytes: number; limitBytes: number | null }> {
  const { resolution } = run.settings;
  const [near, far] = SMALL_SIDES.map((side) => Math.min(side, resolution)) as [number, number];
  const measure = (side: number) => trainer.measurePeak(run.drawNothing(1, side));
  const peak = await measure(near);
  const growth =
    far > near ? ((await measure(far)) - peak) / (far ** 2 - near ** 2) : peak / near ** 2;
  const ofPictures = peak + Math.max(0, growth) * (resolution ** 2 * batch - near ** 2);
  const ofWeights = trainer.learning.length * BYTES_PER_NUMBER * LISTS_OF_ADAM;
  const bytes = Math.round((ofPictures + ofWeights) * BESIDE_TENSORS);
  const { allBytes, bindingBytes } = findMemoryLimits();
  // The widest layer at full size: the last decoder's input, both halves of it, or else the output's.
  const { kind, widths } = run.files.card.architecture;
  const [first = 0, second = first] = widths;
  const channels = kind === 'residual-unet' ? first + second : first;
  const widest = batch * resolution ** 2 * channels * BYTES_PER_NUMBER;
  if (bindingBytes !== null && widest > bindingBytes) {
    throw refuse(`one layer takes ${toWords(widest)}, and the GPU takes ${toWords(bindingBytes)}`);
  }
  if (allBytes !== null && bytes > allBytes) {
    throw refuse(`a step takes about ${toWords(bytes)}, and there are ${toWords(allBytes)}`);
  }
  return { bytes, limitBytes: allBytes };

  function refuse(why: string): EngineError {
    const smaller = [
      ...(batch > 1 ? [`${Math.floor(batch / 2)} pictures a step`] : []),
      ...(resolution > 128 ? ['a smaller resolution'] : []),
    ];
    const advice = smaller.length > 0 ? `; try ${smaller.join(' or ')}` : '';
    return new EngineError('training-memory', why + advice);
  }
}

function toWords(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
