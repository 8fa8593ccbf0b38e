/** Has the kept cases back when the page opens, in their order, the last open one on the stage; then goes on keeping. */
import { onPageHidden } from '@/app/browser/onPageHidden';
import type { KeptCases } from '@/storage/caseShelf';
import { waitForLock } from '@/storage/tabLock';
import { fromRecord } from './caseRecords';
import { flushShelf, keepCases, keepNothing } from './keepCases';
import { notify } from './notify';
import { openCase } from './openCase';
import type { Ports } from './ports';

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
    keeping: { status: 'on', cases: restored.length, bytes: 0, roomBytes: null },
  }));
  const first = restored.find(({ one }) => one.id === session?.openId) ?? restored[0];
  if (wasEmpty && first !== undefined) void openCase(ports, first.one.id);
  keepCases(ports, restored);
  if (damaged.length > 0) {
    const text = damaged.length === 1 ? 'One kept case was' : `${damaged.length} kept cases were`;
    notify(ports, 'warning', `${text} damaged and had to be left out.`);
    await shelf.remove(damaged);
  }
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
