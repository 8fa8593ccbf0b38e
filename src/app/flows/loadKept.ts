/** Gives the pixels worker what was kept of a case: the network's answer and the truth. The network does not run. */
import { findCase, updateCase } from '@/app/store/store';
import type { CaseTruth } from '@/app/store/types';
import type { Reply } from '@/core/failure';
import type { Ports } from './ports';

/** For a kept case whose picture the worker has. Ends with `isLoaded`, unless the worker ended under it. */
export async function loadKept(ports: Ports, caseId: string): Promise<void> {
  const { store } = ports;
  const one = findCase(store, caseId);
  if (one === undefined) return;
  if (one.progress.status === 'done' && !(await loadResult(ports, caseId))) return;
  if (one.truth.status === 'taken' && !(await loadTruth(ports, caseId, one.truth))) return;
  updateCase(store, caseId, { isLoaded: true });
}

/** False where the worker ended. */
async function loadResult({ pixels, shelf, store }: Ports, caseId: string): Promise<boolean> {
  const kept = await shelf.readResult(caseId);
  const given =
    kept.ok && kept.value !== null
      ? await pixels.setProbabilities(caseId, kept.value.probabilities, kept.value.fit)
      : null;
  if (given !== null && hasEnded(given)) return false;
  if (given?.ok !== true) updateCase(store, caseId, { progress: { status: 'waiting' } });
  return true;
}

/** From this device's copy where the file cannot be read any more. False where the worker ended. */
async function loadTruth(
  { pixels, shelf, store }: Ports,
  caseId: string,
  truth: Extract<CaseTruth, { status: 'taken' }>,
): Promise<boolean> {
  const { file, options } = truth;
  const opened = await pixels.openTruth(caseId, file, options);
  if (opened.ok) {
    const border = opened.value.kind === 'taken' ? opened.value.border : null;
    // one that was kept before its border was looked at
    if (border !== truth.border && findCase(store, caseId)?.truth === truth)
      updateCase(store, caseId, { truth: { ...truth, border } });
    return true;
  }
  if (hasEnded(opened)) return false;
  const kept = await shelf.readFiles(caseId);
  const copy = kept.ok ? (kept.value?.truth ?? null) : null;
  const reopened = copy === null ? opened : await pixels.openTruth(caseId, copy, options);
  if (hasEnded(reopened)) return false;
  if (copy !== null && reopened.ok) {
    updateCase(store, caseId, { truth: { ...truth, file: copy } });
  } else {
    const failed = { status: 'failed', file, failure: opened.failure } as const;
    updateCase(store, caseId, { truth: failed, scores: null });
  }
  return true;
}

function hasEnded(reply: Reply<unknown>): boolean {
  return !reply.ok && reply.failure.code === 'worker-stopped';
}
