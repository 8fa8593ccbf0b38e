/** Brings up the network, and again when the user wants another model or backend. */
import type { AppStore } from '@/app/store/store';
import { succeed } from '@/core/failure';
import type { BackendChoice } from '@/engine/protocol';
import { findModel, isOwnId } from './findModel';
import { notify } from './notify';
import type { Ports } from './ports';
import { runQueue } from './segmentCase';

/** The newest start of each page: one that waits for its files gives way to it. */
const newest = new WeakMap<AppStore, object>();

/** Never rejects; what happens is told through the store's `engine`. */
export async function startEngine(
  ports: Ports,
  change: { readonly modelId?: string | null; readonly backendChoice?: BackendChoice } = {},
): Promise<void> {
  const { engine, store, modelsUrl } = ports;
  const own = {};
  newest.set(store, own);
  store.setState({ ...change, engine: { status: 'choosing-backend' } });
  const { modelId, backendChoice } = store.getState();
  const shipped = (id: string | null) => ({ kind: 'shipped', modelsUrl, modelId: id }) as const;
  const found = isOwnId(modelId) ? await findModel(ports, modelId) : succeed(shipped(modelId));
  if (newest.get(store) !== own) return;
  if (!found.ok) {
    notify(
      ports,
      'warning',
      `Your model could not be loaded (${found.failure.detail}). The page’s own network runs instead.`,
    );
    ports.noteModelInAddress(null);
    store.setState({ modelId: null });
  }
  const source = found.ok ? found.value : shipped(null);
  // States and the reply come by ways of their own: either may overtake the other.
  let hasFailed = false;
  const reply = await engine.start({ source, backend: backendChoice }, (status) => {
    if (hasFailed) return;
    store.setState({ engine: status });
    if (status.status === 'ready') void runQueue(ports); // what waited for it has its turn
  });
  if (!reply.ok) {
    hasFailed = true;
    store.setState({ engine: { status: 'failed', failure: reply.failure } });
  }
}
