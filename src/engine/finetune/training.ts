/** The training behind TrainingApi. */
import { fail, type Reply } from '@/core/failure';
import type { TrainingApi } from './types';

export function createTraining(): TrainingApi {
  const refuse = (): Promise<Reply<never>> =>
    Promise.resolve(fail('training-order', 'no training is open'));
  const nothing = () => Promise.resolve();
  return {
    openTraining: refuse,
    estimateTraining: refuse,
    runPass: refuse,
    pausePass: nothing,
    goOn: nothing,
    stopPass: nothing,
    takeCheckpoint: refuse,
    finishTraining: refuse,
    predictIn: refuse,
    closeTraining: nothing,
  };
}
