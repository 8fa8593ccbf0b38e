/** What the engine holds of each page's training. */
import type { AppStore } from '@/app/store/store';
import type { ModelCard } from '@/engine/protocol';
import type { TrainingRecord } from '@/storage/trainingRecords';
import type { Ports } from './ports';
import type { TrainingFiles } from './trainingData';

export type HeldTraining = {
  record: TrainingRecord;
  /** What it began with; that may be deleted meanwhile. */
  readonly parent: ModelCard;
  /** The test part's, as they were when it was opened: other pairs may be given meanwhile. */
  readonly tests: ReadonlyMap<string, TrainingFiles>;
  /** Lets another tab train. */
  readonly release: () => void;
};

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
