/**
 * From a picture to probabilities: one case at a time, the open one first.
 * Ends with the case 'done' or 'failed'; a case that was closed meanwhile is dropped.
 */
import type { Case } from '@/app/store/types';
import type { Reply } from '@/core/failure';
import type { InputSpec, ModelInput } from '@/core/raster/types';
import { findCase, updateCase } from '@/app/store/store';
import { decodeCase } from './decodeCase';
import { showMask } from './showMask';
import { predictInput } from './predictInput';
import { isOfFile, openCopy } from './openCopy';
import type { Ports } from './ports';

const working = new WeakSet<object>();

/** Segments every waiting case while the network is ready. Returns when none waits; a second call joins the first. */
export async function runQueue(ports: Ports): Promise<void> {
  if (working.has(ports.store)) return;
  working.add(ports.store);
  try {
    for (let next = nextWaiting(ports); next !== undefined; next = nextWaiting(ports)) {
      await segmentCase(ports, next.id);
    }
  } finally {
    working.delete(ports.store);
  }
}

function nextWaiting({ store }: Ports): Case | undefined {
  const { cases, openId, engine, isStopped } = store.getState();
  if (engine.status !== 'ready') return undefined;
  const waiting = cases.filter((one) => one.progress.status === 'waiting');
  return waiting.find((one) => one.id === openId) ?? (isStopped ? undefined : waiting[0]);
}

/** Halts the work after the case that is being segmented; a case that is looked at still gets its outline. */
export function stopQueue({ store }: Ports): void {
  store.setState({ isStopped: true });
}

/** Goes on where it was stopped. */
export async function resumeQueue(ports: Ports): Promise<void> {
  ports.store.setState({ isStopped: false });
  await runQueue(ports);
}

async function segmentCase(ports: Ports, caseId: string): Promise<void> {
  const { pixels, store } = ports;
  const { engine: status, modelId } = store.getState();
  if (status.status !== 'ready') return;
  const { card } = status;
  if (findCase(store, caseId)?.isLoaded === false && !(await decodeCase(ports, caseId))) return;
  updateCase(store, caseId, { progress: { status: 'segmenting' } });
  const input = await toInput(ports, caseId, card.input);
  if (!input.ok) {
    updateCase(store, caseId, { progress: { status: 'failed', failure: input.failure } });
    return;
  }
  const { fit } = input.value; // the input itself is handed over to the engine
  const prediction = await predictInput(ports, input.value);
  if (store.getState().modelId !== modelId) {
    // Another network was chosen meanwhile: the answer is neither's.
    updateCase(store, caseId, { progress: { status: 'waiting' } });
    return;
  }
  if (!prediction.ok) {
    updateCase(store, caseId, { progress: { status: 'failed', failure: prediction.failure } });
    return;
  }
  const { probabilities, backend, elapsedMs } = prediction.value;
  if (findCase(store, caseId) === undefined) return;
  const kept = await pixels.setProbabilities(caseId, probabilities, fit);
  if (!kept.ok) {
    updateCase(store, caseId, { progress: { status: 'failed', failure: kept.failure } });
    return;
  }
  updateCase(store, caseId, {
    progress: {
      status: 'done',
      madeWith: {
        modelId: card.id,
        modelName: card.name,
        modelVersion: card.version,
        mask: card.mask,
        backend,
        elapsedMs,
      },
    },
    // of an outline before this one
    scores: null,
    measures: null,
  });
  showMask(ports, caseId);
}

/** Of this device's copy where the picture is decoded again and its file is there no more. */
async function toInput(ports: Ports, caseId: string, spec: InputSpec): Promise<Reply<ModelInput>> {
  const input = await ports.pixels.toInput(caseId, spec);
  if (input.ok || !isOfFile(input.failure)) return input;
  const copy = await openCopy(ports, caseId);
  if (copy === null) return input;
  copy.value.bitmap.close();
  return ports.pixels.toInput(caseId, spec);
}
