/** One zustand store of plain data. Flows change it; components read it by narrow selectors. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { persist } from 'zustand/middleware';
import { PREFERENCES_KEY } from './keys';
import type { AppState, Case, Preferences } from './types';

export type AppStore = StoreApi<AppState>;

const PREFERENCES_VERSION = 1;

/** Shows the mask and leaves the lesion's colours to be seen. */
export const DEFAULT_OPACITY = 0.25;

const INITIAL: AppState = {
  engine: { status: 'choosing-backend' },
  modelId: null,
  backendChoice: 'auto',
  cases: [],
  openId: null,
  isStopped: false,
  stage: null,
  comparison: null,
  refusals: [],
  notices: [],
  maskChanges: {},
  preferences: { view: 'overlay', opacity: DEFAULT_OPACITY },
  offline: {
    keeping: { status: 'later' },
    update: 'none',
    isolatesOnReload: false,
    canInstall: false,
  },
  outsideRequests: [],
};

/** Only preferences outlive the page; pictures and results never do. */
export function createAppStore() {
  return createStore<AppState>()(
    persist(() => INITIAL, {
      name: PREFERENCES_KEY,
      version: PREFERENCES_VERSION,
      partialize: (state) => ({ preferences: state.preferences }),
      merge: (saved, state) => ({ ...state, preferences: parsePreferences(saved, state) }),
    }),
  );
}

/** Takes the preferences from the disk; they hold until the page is closed, and no change is written any more. */
export function forgetPreferences({ persist }: ReturnType<typeof createAppStore>): void {
  persist.clearStorage();
  persist.setOptions({
    storage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined },
  });
}

/** What an older or damaged record lacks is taken from the defaults. */
function parsePreferences(saved: unknown, state: AppState): Preferences {
  const record = (saved as { preferences?: Partial<Preferences> } | null)?.preferences;
  const views: readonly unknown[] = ['overlay', 'outline', 'mask', 'difference'];
  const opacity = record?.opacity;
  return {
    view: record && views.includes(record.view) ? record.view! : state.preferences.view,
    opacity:
      typeof opacity === 'number' && opacity >= 0 && opacity <= 1
        ? opacity
        : state.preferences.opacity,
  };
}

/** Replaces parts of one case; a case that was closed meanwhile is left alone. */
export function updateCase(store: AppStore, caseId: string, change: Partial<Case>): void {
  store.setState((state) => ({
    cases: state.cases.map((one) => (one.id === caseId ? { ...one, ...change } : one)),
  }));
}

/** The case as it is now, or undefined where it was closed. */
export function findCase(store: AppStore, caseId: string): Case | undefined {
  return store.getState().cases.find((one) => one.id === caseId);
}
