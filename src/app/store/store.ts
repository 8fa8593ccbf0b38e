/** One zustand store of plain data. Flows change it; components read it by narrow selectors. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { persist, type PersistStorage, type StorageValue } from 'zustand/middleware';
import { NO_EVALUATION } from './evaluation';
import { NO_TRAINING } from './training';
import { PREFERENCES_KEY } from './keys';
import { DEFAULT_PREFERENCES, parsePreferences } from './preferences';
import type { AppState, Case } from './types';

export type AppStore = StoreApi<AppState>;

const PREFERENCES_VERSION = 1;

type Kept = Pick<AppState, 'preferences'>;

const INITIAL: AppState = {
  engine: { status: 'choosing-backend' },
  modelId: null,
  backendChoice: 'auto',
  cases: [],
  openId: null,
  isStopped: false,
  stage: null,
  comparison: null,
  keeping: { status: 'starting' },
  refusals: [],
  notices: [],
  samples: { thumbnailUrls: {}, drawing: null },
  maskChanges: {},
  useAverage: false,
  showUncertainty: false,
  uncertainty: null,
  showDiameters: false,
  scaleTool: null,
  correcting: null,
  brush: { kind: 'add', shape: 'brush', radius: 0.03 },
  preferences: DEFAULT_PREFERENCES,
  evaluation: NO_EVALUATION,
  training: NO_TRAINING,
  ownModels: [],
  offline: {
    keeping: { status: 'later' },
    update: 'none',
    isolatesOnReload: false,
    canInstall: false,
    networkChanges: 0,
  },
  outsideRequests: [],
};

/** Preferences outlive the page here; cases do by flows/keepCases.ts. */
export function createAppStore() {
  let kept = DEFAULT_PREFERENCES;
  const storage: PersistStorage<Kept> = {
    getItem: (name) =>
      JSON.parse(window.localStorage.getItem(name) ?? 'null') as StorageValue<Kept> | null,
    // called at every change of the state
    setItem: (name, value) => {
      if (value.state.preferences === kept) return;
      kept = value.state.preferences;
      try {
        window.localStorage.setItem(name, JSON.stringify(value));
      } catch {
        // full or forbidden: they hold until the page is closed
      }
    },
    removeItem: (name) => window.localStorage.removeItem(name),
  };
  return createStore<AppState>()(
    persist(() => INITIAL, {
      name: PREFERENCES_KEY,
      storage,
      version: PREFERENCES_VERSION,
      partialize: (state) => ({ preferences: state.preferences }),
      merge: (saved, state) => {
        kept = parsePreferences((saved as { preferences?: unknown } | null)?.preferences);
        return { ...state, preferences: kept };
      },
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
