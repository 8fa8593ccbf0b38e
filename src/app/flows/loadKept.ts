/** Gives the pixels worker what was kept of a case: the network's answer and the truth. The network does not run. */
import { findCase, updateCase } from '@/app/store/store';
import type { Ports } from './ports';

/** For a kept case whose picture the worker has. Ends with `isLoaded`. */
export async function loadKept(ports: Ports, caseId: string): Promise<void> {
  const { pixels, shelf, store } = ports;
  const one = findCase(store, caseId);
  if (one === undefined) return;
  if (one.progress.status === 'done') {
    const kept = await shelf.readResult(caseId);
    const isThere =
      kept.ok &&
      kept.value !== null &&
      (await pixels.setProbabilities(caseId, kept.value.probabilities, kept.value.fit)).ok;
    if (!isThere) updateCase(store, caseId, { progress: { status: 'waiting' } });
  }
  if (one.truth.status === 'taken') {
    const { file, options } = one.truth;
    const opened = await pixels.openTruth(caseId, file, options);
    if (!opened.ok) {
      const truth = { status: 'failed', file, failure: opened.failure } as const;
      updateCase(store, caseId, { truth, scores: null });
    }
  }
  updateCase(store, caseId, { isLoaded: true });
}
