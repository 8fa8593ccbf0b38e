import { BACKEND_NAMES } from '@/app/store/backendNames';
import type { Reply } from '@/core/failure';
import type { ModelInput } from '@/core/raster/types';
import type { Prediction } from '@/engine/protocol';
import { notify } from './notify';
import type { Ports } from './ports';

/** Runs the network once; where the backend had to change for it, the badge follows and the user is told. */
export async function predictInput(ports: Ports, input: ModelInput): Promise<Reply<Prediction>> {
  const { engine, store } = ports;
  const prediction = await engine.predict(input);
  if (!prediction.ok) return prediction;
  const { backend, fellBack } = prediction.value;
  if (fellBack !== null) {
    store.setState((state) =>
      state.engine.status === 'ready' ? { engine: { ...state.engine, backend } } : {},
    );
    const { from, reason } = fellBack;
    notify(
      ports,
      'warning',
      `${BACKEND_NAMES[from]} failed: ${reason}. Your picture was run on ${BACKEND_NAMES[backend.name]} instead.`,
    );
  }
  return prediction;
}
