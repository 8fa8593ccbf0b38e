import { useEffect, useRef, useState } from 'react';
import { noteNetworkChange } from '@/app/flows/keepOffline';
import { useAppState, usePorts } from '@/app/ui/usePorts';

export type KeptState = 'unknown' | 'absent' | 'keeping' | 'kept' | 'failed';

/** Whether a model's files are on the device, and what changes that; looked at again when a network starts or is stored. */
export function useKeptModel(id: string): {
  readonly state: KeptState;
  readonly keep: () => void;
  readonly drop: () => void;
} {
  const ports = usePorts();
  const [state, setState] = useState<KeptState>('unknown');
  const running = useAppState(({ engine }) => (engine.status === 'ready' ? engine.card.id : null));
  const changes = useAppState(({ offline }) => offline.networkChanges);
  /** Counts looks and changes: an answer that a newer one overtook is dropped. */
  const newest = useRef(0);
  useEffect(() => {
    const own = ++newest.current;
    let isGone = false;
    const look = async () => {
      const files = await ports.engine.listModelFiles(ports.modelsUrl, id);
      const found = files.ok && (await ports.keptModels.areKept(files.value));
      if (!isGone && own === newest.current) setState(found ? 'kept' : 'absent');
    };
    look().catch(() => !isGone && setState('unknown')); // a browser without a store
    return () => {
      isGone = true;
    };
  }, [ports, id, running, changes]);

  const change = (during: KeptState, after: KeptState, work: 'keepFiles' | 'dropFiles') => {
    const own = ++newest.current;
    setState(during);
    const run = async () => {
      const files = await ports.engine.listModelFiles(ports.modelsUrl, id);
      if (!files.ok) throw new Error(files.failure.detail);
      await ports.keptModels[work](files.value);
      if (own === newest.current) setState(after);
      noteNetworkChange(ports.store);
    };
    run().catch(() => setState('failed'));
  };
  return {
    state,
    keep: () => change('keeping', 'kept', 'keepFiles'),
    drop: () => change('kept', 'absent', 'dropFiles'),
  };
}
