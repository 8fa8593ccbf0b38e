/**
 * What stands beside the scores of the open case: the curve over all thresholds, once for a truth, and the outlines'
 * distance, for every mask. It comes after mask and scores and holds neither up.
 */
import { isComparisonOf, maskSettings } from '@/app/store/selectors';
import { findCase, type AppStore } from '@/app/store/store';
import type { Case, Comparison } from '@/app/store/types';
import { collapseCalls } from './collapseCalls';
import { notify } from './notify';
import type { Ports } from './ports';

type Compare = (caseId: string) => void;
const compares = new WeakMap<AppStore, Compare>();

/** Brings the comparison of a case up to date, if it is the open one and has a truth. Returns at once. */
export function compareWithTruth(ports: Ports, caseId: string): void {
  if (ports.store.getState().openId !== caseId) return; // nor may it take the open one's turn
  let compare = compares.get(ports.store);
  if (compare === undefined) {
    compare = collapseCalls(
      (id: string) => compareOpenCase(ports, id),
      (error) => notify(ports, 'warning', `The truth could not be compared: ${String(error)}`),
    );
    compares.set(ports.store, compare);
  }
  compare(caseId);
}

async function compareOpenCase(ports: Ports, caseId: string): Promise<void> {
  const { pixels, store } = ports;
  const one = findCase(store, caseId);
  if (one?.truth.status !== 'taken' || one.progress.status !== 'done') return;
  if (store.getState().openId !== caseId) return;
  if (comparisonOf(ports, one).curve === null) {
    const curve = await pixels.scoreThresholds(caseId);
    if (!curve.ok || !keep(ports, one, { curve: curve.value })) return;
  }
  const settings = maskSettings(store.getState(), one);
  const distances = await pixels.measureBoundary(caseId, settings);
  if (distances.ok && distances.value !== null)
    keep(ports, one, { boundary: { distances: distances.value, settings } });
}

/** What is known of this very truth and prediction. */
function comparisonOf({ store }: Ports, one: Case): Comparison {
  const { comparison } = store.getState();
  if (comparison !== null && isComparisonOf(comparison, one)) return comparison;
  const { truth, progress } = one;
  return { caseId: one.id, madeFrom: { truth, progress }, curve: null, boundary: null };
}

/** False where the case was closed, left, or got another truth or prediction meanwhile. */
function keep(ports: Ports, one: Case, change: Partial<Comparison>): boolean {
  const { store } = ports;
  const now = findCase(store, one.id);
  if (now?.truth !== one.truth || now.progress !== one.progress) return false;
  if (store.getState().openId !== one.id) return false;
  store.setState({ comparison: { ...comparisonOf(ports, one), ...change } });
  return true;
}
