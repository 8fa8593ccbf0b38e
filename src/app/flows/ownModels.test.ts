import { expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { NO_EVALUATION } from '@/app/store/evaluation';
import { NO_TRAINING } from '@/app/store/training';
import type { AppState } from '@/app/store/types';
import { succeed } from '@/core/failure';
import { removeModel } from './ownModels';
import type { Ports } from './ports';

const own = { id: 'own-1', card: { name: 'Mine' } };

/** A page with one own network, and a training that began with `parentId` on its shelf. */
function makePage(parentId: string, keptAs: string) {
  const store = createStore<AppState>(
    () =>
      ({
        ownModels: [own],
        modelId: 'light',
        notices: [],
        evaluation: NO_EVALUATION,
        training: { ...NO_TRAINING, parentId: 'own-1' },
      }) as unknown as AppState,
  );
  const remove = vi.fn(() => Promise.resolve(succeed(null)));
  const kept = { keptAs, parent: { id: parentId } };
  const ports = {
    store,
    newId: () => 'id',
    models: { remove, list: () => Promise.resolve(succeed([])) },
    openTrainingShelf: () => Promise.resolve({ peek: () => Promise.resolve(succeed(kept)) }),
  } as unknown as Ports;
  return { store, ports, remove };
}

it('keeps the network that a training began with which is under no name yet', async () => {
  const { store, ports, remove } = makePage('own-1', '');
  await removeModel(ports, 'own-1');
  expect(remove).not.toHaveBeenCalled();
  expect(store.getState().notices.at(-1)?.text).toMatch(/keep or forget it/);
});

it.each([
  ['of another network', 'light', ''],
  ['that was kept', 'own-1', 'own-2'],
])('removes one beside a training %s, and trains no further from it', async (_, parent, keptAs) => {
  const { store, ports, remove } = makePage(parent, keptAs);
  await removeModel(ports, 'own-1');
  expect(remove).toHaveBeenCalled();
  expect(store.getState().training.parentId).toBeNull();
});
