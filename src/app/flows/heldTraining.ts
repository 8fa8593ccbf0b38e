/** What the engine holds of each page's training. */
import type { AppStore } from '@/app/store/store';
import type { TrainingRecord } from '@/storage/trainingRecords';
import type { Ports } from './ports';

/** `release` lets another tab train. */
export type HeldTraining = { record: TrainingRecord; readonly release: () => void };

const held = new WeakMap<AppStore, HeldTraining>();

export function heldTraining({ store }: Ports): HeldTraining | null {
  return held.get(store) ?? null;
}

export function holdTraining({ store }: Ports, training: HeldTraining): void {
  held.set(store, training);
}

/** Of an engine that died, and holds nothing any more. */
export function dropTraining({ store }: Ports): void {
  held.get(store)?.release();
  held.delete(store);
}
