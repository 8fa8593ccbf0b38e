import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_PREFERENCES } from './preferences';
import { createAppStore, forgetPreferences } from './store';

/** What a browser keeps; `isFull` makes every writing fail. */
function stubStorage() {
  const items = new Map<string, string>();
  const storage = { isFull: false, items };
  const localStorage = {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => {
      if (storage.isFull) throw new DOMException('no room', 'QuotaExceededError');
      items.set(name, value);
    },
    removeItem: (name: string) => items.delete(name),
  };
  vi.stubGlobal('window', { localStorage });
  return storage;
}

const changed = { ...DEFAULT_PREFERENCES, loupe: true };

afterEach(() => vi.unstubAllGlobals());

describe('preferences', () => {
  it('are back at the next visit', () => {
    stubStorage();
    createAppStore().setState({ preferences: changed });
    expect(createAppStore().getState().preferences).toEqual(changed);
  });

  it('are written when they change, and not over what another tab wrote', () => {
    const { items } = stubStorage();
    const store = createAppStore();
    store.setState({ isStopped: true });
    expect([...items]).toEqual([]);
    createAppStore().setState({ preferences: changed });
    store.setState({ isStopped: false });
    expect(createAppStore().getState().preferences).toEqual(changed);
  });

  it('hold for the visit where nothing can be written', () => {
    const storage = stubStorage();
    storage.isFull = true;
    const store = createAppStore();
    store.setState({ isStopped: true, preferences: changed });
    expect(store.getState()).toMatchObject({ isStopped: true, preferences: changed });
  });

  it('hold for the visit where the browser has no storage', () => {
    vi.stubGlobal('window', {});
    const store = createAppStore();
    store.setState({ preferences: changed });
    expect(store.getState().preferences).toEqual(changed);
  });

  it('are written no more once they were forgotten', () => {
    const { items } = stubStorage();
    const store = createAppStore();
    store.setState({ preferences: changed });
    forgetPreferences(store);
    store.setState({ preferences: DEFAULT_PREFERENCES });
    expect([...items]).toEqual([]);
  });
});
