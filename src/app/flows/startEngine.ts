/** Brings up the network, and again when the user wants another model or backend. */
import type { BackendChoice } from '@/engine/protocol';
import type { Ports } from './ports';
import { runQueue } from './segmentCase';
import { showMask } from './showMask';

/** Never rejects; what happens is told through the store's `engine`. */
export async function startEngine(
  ports: Ports,
  change: { readonly modelId?: string | null; readonly backendChoice?: BackendChoice } = {},
): Promise<void> {
  const { engine, store, modelsUrl } = ports;
  store.setState({ ...change, engine: { status: 'choosing-backend' } });
  const { modelId, backendChoice } = store.getState();
  // States and the reply come by ways of their own: either may overtake the other.
  let hasFailed = false;
  const source = { kind: 'shipped', modelsUrl, modelId } as const;
  const reply = await engine.start({ source, backend: backendChoice }, (status) => {
    if (hasFailed) return;
    store.setState({ engine: status });
    if (status.status === 'ready') void goOn(ports);
  });
  if (!reply.ok) {
    hasFailed = true;
    store.setState({ engine: { status: 'failed', failure: reply.failure } });
  }
}

/** What waited for the network has its turn. */
async function goOn(ports: Ports): Promise<void> {
  const { openId } = ports.store.getState();
  if (openId !== null) showMask(ports, openId); // the model's own settings may be others than a kept case's
  await runQueue(ports);
}
