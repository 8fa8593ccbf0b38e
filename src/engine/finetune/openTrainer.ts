/**
 * A trainer on the running backend, once that has shown that its gradients are right: with our kernels, else with
 * tfjs's own.
 */
import * as tf from '@tensorflow/tfjs';
import type { ModelFiles } from '@/engine/network/assembleModel';
import { EngineError } from '@/engine/network/engineError';
import type { RunningBackend } from '@/engine/network/openBackend';
import { probeGradients } from './kernels/probeGradients';
import { useKernels } from './kernels/useKernels';
import { createTrainer, type Trainer } from './trainer';
import type { TrainSettings } from './types';

/** float32 backends stay below 1e-6; half floats, which cannot carry a training, are off by 1e-3. */
const TOLERANCE = 1e-4;

/** A trainer and what it runs on; `close` frees it and gives tfjs its kernels back. */
export type OpenedTrainer = {
  readonly trainer: Trainer;
  readonly backend: RunningBackend;
  close(): void;
};

/** Throws 'backend-wrong' where the backend's gradients are wrong with either kernels. */
export async function openTrainer(
  backend: RunningBackend,
  files: ModelFiles,
  settings: TrainSettings,
): Promise<OpenedTrainer> {
  const giveBack = await chooseKernels(backend);
  let parent: tf.NamedTensorMap = {};
  try {
    parent = tf.io.decodeWeights(files.weights, files.weightSpecs);
    const { architecture, input } = files.card;
    const trainer = createTrainer(parent, architecture, input.range, settings);
    return { trainer, backend, close: () => freeAll(() => trainer.dispose(), giveBack) };
  } catch (error) {
    freeAll(() => tf.dispose(parent), giveBack);
    throw error;
  }
}

async function chooseKernels(backend: RunningBackend): Promise<() => void> {
  const giveBack = useKernels();
  const fault = await findFault(backend);
  if (fault === null) return giveBack;
  giveBack();
  const stockFault = await findFault(backend);
  if (stockFault === null) return () => undefined;
  throw new EngineError('backend-wrong', `it cannot train (${fault}; ${stockFault})`);
}

/** What is wrong with the gradients as they are registered, or null. */
async function findFault({ device }: RunningBackend): Promise<string | null> {
  try {
    const error = await probeGradients();
    const complaint = device.takeComplaint();
    if (complaint !== null) return complaint;
    return error <= TOLERANCE ? null : `gradients off by ${error.toExponential(1)}`;
  } catch (error) {
    return String(error);
  }
}

function freeAll(dispose: () => void, giveBack: () => void): void {
  giveBack();
  try {
    dispose();
  } catch {
    // A lost device refuses; its memory is gone with it.
  }
}
