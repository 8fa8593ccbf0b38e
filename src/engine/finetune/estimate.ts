/** What a training will take on this device: measured by real steps, once it is reckoned that they fit. */
import { reckonMemory } from './reckonMemory';
import type { Trainer } from './trainer';
import type { TrainingRun } from './trainingRun';
import type { TrainingEstimate } from './types';

const STEPS = 2;

/** Throws 'training-memory', with advice, where a step would not fit. Leaves the training as it was. */
export async function estimateTraining(
  run: TrainingRun,
  validationPairs: number,
  now: () => number,
): Promise<TrainingEstimate> {
  const { resolution, batch } = run.settings;
  const { bytes, limitBytes, report } = await run.onTrainer(async (trainer, backend) => {
    return { ...(await reckonMemory(run, trainer, batch)), report: backend.report };
  });
  try {
    const pairs = run.drawNothing(batch, resolution);
    const time = async (work: (trainer: Trainer) => Promise<unknown>) => {
      const started = now();
      await run.onTrainer(work);
      return (now() - started) / 1000;
    };
    await time((trainer) => trainer.step(pairs, 0));
    let secondsPerStep = 0;
    for (let step = 0; step < STEPS; step++) {
      secondsPerStep += (await time((trainer) => trainer.step(pairs, 0))) / STEPS;
    }
    await time((trainer) => trainer.validate(pairs));
    const secondsPerLook = await time((trainer) => trainer.validate(pairs));
    const looks = Math.ceil(validationPairs / batch);
    const secondsPerPass = run.stepsPerPass * secondsPerStep + looks * secondsPerLook;
    return { backend: report, secondsPerStep, secondsPerPass, bytes, limitBytes };
  } finally {
    await run.rewind();
  }
}
