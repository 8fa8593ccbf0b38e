import { BACKEND_NAMES } from '@/app/store/backendNames';
import type { Prediction } from '@/engine/protocol';
import { notify } from './notify';
import type { Ports } from './ports';

/** Shows and says which backend runs now, where a prediction had to change it. */
export function tellFallBack(ports: Ports, { backend, fellBack }: Prediction): void {
  if (fellBack === null) return;
  ports.store.setState((state) =>
    state.engine.status === 'ready' ? { engine: { ...state.engine, backend } } : {},
  );
  const { from, reason } = fellBack;
  notify(
    ports,
    'warning',
    `${BACKEND_NAMES[from]} failed: ${reason}. Your picture was run on ${BACKEND_NAMES[backend.name]} instead.`,
  );
}
