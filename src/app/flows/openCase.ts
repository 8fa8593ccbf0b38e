/** Puts a case on the stage, and takes it away again. */
import type { AppStore } from '@/app/store/store';
import { decodeCase } from './decodeCase';
import type { Ports } from './ports';
import { runQueue } from './segmentCase';
import { showMask } from './showMask';
import { takeGivenTruth } from './takeTruth';

/** The newest opening of each page, by a click or by files. */
const newest = new WeakMap<AppStore, object>();

/** Whether what begins to open now may still take the stage, asked when its picture is there: an older one gives way. */
export function beginOpening({ store }: Ports): () => boolean {
  const own = {};
  newest.set(store, own);
  return () => newest.get(store) === own || store.getState().openId === null;
}

/** Shows a case; its picture is decoded again where it left the stage before. */
export async function openCase(ports: Ports, caseId: string): Promise<void> {
  const { store } = ports;
  beginOpening(ports);
  store.setState({ openId: caseId });
  if (!(await decodeCase(ports, caseId))) {
    const { openId } = store.getState();
    if (openId !== null && openId !== caseId) await openCase(ports, openId); // its neighbour's turn
    return;
  }
  showMask(ports, caseId);
  await Promise.all([runQueue(ports), takeGivenTruth(ports, caseId)]);
}

/** Forgets a case everywhere and opens its neighbour. */
export async function closeCase(ports: Ports, caseId: string): Promise<void> {
  const { pixels, store } = ports;
  const { cases, openId, stage } = store.getState();
  const position = cases.findIndex((one) => one.id === caseId);
  const closed = cases[position];
  if (closed === undefined) return;
  const rest = cases.filter((one) => one.id !== caseId);
  const neighbour = rest[Math.min(position, rest.length - 1)];
  store.setState({
    cases: rest,
    openId: openId === caseId ? (neighbour?.id ?? null) : openId,
    stage: stage?.caseId === caseId ? null : stage,
  });
  if (stage?.caseId === caseId) {
    stage.bitmap.close();
    stage.developed?.layer.close();
  }
  URL.revokeObjectURL(closed.thumbnailUrl);
  await pixels.close(caseId);
  if (openId !== caseId || neighbour === undefined) return;
  if (store.getState().openId === neighbour.id) await openCase(ports, neighbour.id); // still its turn
}
