/** What the user changes before a training: parts, the split's seed, settings, the model to start from. */
import { changeTraining, isTraining, type TrainingChoices } from '@/app/store/training';
import { isUsable } from '@/core/dataset/checks';
import type { DatasetPart } from '@/core/dataset/parts';
import { splitPairs } from '@/core/dataset/split';
import type { Ports } from './ports';

/** Moves one picture; what was reckoned of the parts before does not hold any more. */
export function movePicture({ store }: Ports, id: string, part: DatasetPart): void {
  if (isTraining(store.getState())) return;
  const { parts } = store.getState().training;
  changeTraining(store, { parts: { ...parts, [id]: part }, estimate: { status: 'none' } });
}

/** Parts them anew by another seed; pictures that were moved go back. */
export function splitAgain({ store }: Ports, seed: number): void {
  if (isTraining(store.getState()) || !Number.isInteger(seed)) return;
  const { pictures, choices } = store.getState().training;
  const ids = pictures.filter(isUsable).map(({ id }) => id);
  changeTraining(store, {
    choices: { ...choices, seed },
    parts: Object.fromEntries(splitPairs(ids, seed)),
    estimate: { status: 'none' },
  });
}

export function changeChoices({ store }: Ports, change: Partial<TrainingChoices>): void {
  if (isTraining(store.getState())) return;
  const { choices } = store.getState().training;
  changeTraining(store, { choices: { ...choices, ...change }, estimate: { status: 'none' } });
}

/** Null: the model that runs. */
export function chooseParent({ store }: Ports, parentId: string | null): void {
  if (isTraining(store.getState())) return;
  changeTraining(store, { parentId, estimate: { status: 'none' } });
}
