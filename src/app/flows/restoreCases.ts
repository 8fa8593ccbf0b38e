/** Has the kept cases back when the page opens, in their order, the last open one on the stage; then goes on keeping. */
import { onPageHidden } from '@/app/browser/onPageHidden';
import { findCase } from '@/app/store/store';
import type { Reply } from '@/core/failure';
import type { KeptCases } from '@/storage/caseShelf';
import { UNOPENED_VERSION } from '@/storage/records';
import { onClearAsked } from '@/storage/tabClearing';
import { waitForLock } from '@/storage/tabLock';
import { fromRecord } from './caseRecords';
import { removeCases } from './clearCases';
import { flushShelf, keepCases, keepNothing, type Written } from './keepCases';
import { notify } from './notify';
import { openCase } from './openCase';
import type { Ports } from './ports';
import { runQueue } from './segmentCase';
import { showMask } from './showMask';
import { openPictures } from './takeFiles';

/** Returns at once. Of several tabs only one keeps cases; when it is closed the next one takes over, with its cases. */
export function startKeeping(ports: Ports): void {
  waitForLock(
    () => void restoreCases(ports),
    () => {
      ports.store.setState({ keeping: { status: 'elsewhere' } });
      notify(
        ports,
        'warning',
        'Lentigo is open in another tab, which keeps its cases. Cases of this tab are not kept.',
      );
    },
  );
  onPageHidden(() => void flushShelf(ports));
}

async function restoreCases(ports: Ports): Promise<void> {
  const { shelf, store } = ports;
  onClearAsked(() => clearForOther(ports));
  const loaded = await shelf.load();
  if (!loaded.ok) {
    keepNothing(ports, loaded.failure);
    return;
  }
  const { session, damaged } = loaded.value;
  const restored = inOrder(loaded.value).map((kept) => ({
    record: kept.record,
    one: fromRecord(kept),
  }));
  const wasEmpty = store.getState().cases.length === 0;
  store.setState((state) => ({
    cases: [...restored.map(({ one }) => one), ...state.cases],
    maskChanges: { ...session?.maskChanges, ...state.maskChanges },
    keeping: { status: 'on', cases: restored.length, bytes: 0, roomBytes: null, unkept: 0 },
  }));
  const opened = restored.filter(({ one }) => one.picture !== null);
  const first = opened.find(({ one }) => one.id === session?.openId) ?? opened[0];
  if (wasEmpty && first !== undefined) void openCase(ports, first.one.id);
  else takeOver(ports);
  keepCases(ports, restored);
  void openRest(ports, restored);
  if (damaged.length > 0) {
    const text = damaged.length === 1 ? 'One kept case was' : `${damaged.length} kept cases were`;
    notify(ports, 'warning', `${text} damaged and had to be left out.`);
    await shelf.remove(damaged);
  }
}

/** Cases of another tab have joined this one's, and with them its settings and what waits. */
function takeOver(ports: Ports): void {
  const { openId } = ports.store.getState();
  if (openId !== null) showMask(ports, openId);
  void runQueue(ports);
}

/**
 * Opens the pictures that the last visit did not come to. Each is marked before: if the page ends under it, it is not
 * opened by itself again.
 */
async function openRest(ports: Ports, restored: readonly Written[]): Promise<void> {
  const { shelf, store } = ports;
  const hasNoneOpen = () => store.getState().openId === null;
  for (const { one, record } of restored) {
    if (record.version !== UNOPENED_VERSION || record.isTried) continue;
    if (findCase(store, one.id)?.picture !== null) continue; // closed, or opened by the user
    await shelf.writeCase({ record: { ...record, isTried: true } });
    await openPictures(ports, [one], hasNoneOpen);
  }
  const [first] = store.getState().cases;
  if (hasNoneOpen() && first !== undefined) store.setState({ openId: first.id }); // to be tried again by the user
}

/** Another tab is having all that is stored on this device cleared. */
async function clearForOther(ports: Ports): Promise<Reply<null>> {
  const removed = await removeCases(ports);
  const text = 'The cases of this tab were closed by another tab, which clears what is stored.';
  notify(ports, 'warning', text);
  return removed;
}

function inOrder({ cases, session }: KeptCases) {
  const places = new Map(session?.order.map((id, place) => [id, place]));
  const placeOf = (id: string) => places.get(id) ?? Infinity;
  return cases.toSorted((a, b) => compare(placeOf(a.record.id), placeOf(b.record.id)));
}

/** Infinity − Infinity is no number, and two that have no place stay as they are. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
