import type { AppStore } from './store';
import type { AppState } from './types';

/** Until the state is so; at once where it is so already. */
export function until(store: AppStore, holds: (state: AppState) => boolean): Promise<void> {
  if (holds(store.getState())) return Promise.resolve();
  return new Promise((resolve) => {
    const unsubscribe = store.subscribe((state) => {
      if (!holds(state)) return;
      unsubscribe();
      resolve();
    });
  });
}
