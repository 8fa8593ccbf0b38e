/** Stores the page on the device and offers new versions; begins when there is nothing better to do. */
import type { OfflineControls, OfflineReport } from '@/app/browser/serviceWorker';
import type { AppStore } from '@/app/store/store';
import type { AppState, OfflineState } from '@/app/store/types';
import { until } from '@/app/store/until';
import { isOwnId } from './findModel';
import type { Ports } from './ports';

/** The first mask is painted by then, and what follows it has begun. */
const LATER_MS = 1000;

/** Never rejects. `start` registers the service worker; not where the user has cleared what is stored by then. */
export async function keepOffline(
  store: AppStore,
  start: (report: (report: OfflineReport) => void) => Promise<OfflineControls>,
  laterMs = LATER_MS,
): Promise<OfflineControls> {
  await until(store, isQuiet);
  await new Promise((resolve) => setTimeout(resolve, laterMs));
  if (store.getState().offline.keeping.status === 'cleared') {
    return { loadUpdate: () => window.location.reload() };
  }
  return start((report) => changeOffline(store, toChange(report)));
}

/**
 * Stores the network that runs beside the page, once: it came before there was a service worker to keep it, and the page
 * brings its default one only. Never rejects: without room for it the default one answers at the next visit.
 */
export async function keepRunningNetwork({
  store,
  engine,
  modelsUrl,
  keptModels,
}: Pick<Ports, 'store' | 'engine' | 'modelsUrl' | 'keptModels'>): Promise<void> {
  await until(
    store,
    (state) => state.offline.keeping.status === 'kept' && state.engine.status === 'ready',
  );
  const running = store.getState().engine;
  if (running.status !== 'ready' || isOwnId(running.card.id)) return;
  const files = await engine.listModelFiles(modelsUrl, running.card.id);
  const { keeping } = store.getState().offline;
  if (!files.ok || keeping.status !== 'kept') return; // cleared meanwhile
  await keptModels.keepMissing(files.value).catch(() => undefined);
  noteNetworkChange(store);
}

/** Other networks are stored than before. */
export function noteNetworkChange(store: AppStore): void {
  const { networkChanges } = store.getState().offline;
  changeOffline(store, { networkChanges: networkChanges + 1 });
}

/** The user wants to be left alone until the next visit. */
export function postponeUpdate(store: AppStore): void {
  changeOffline(store, { update: 'postponed' });
}

/** Changes a part of what is known about working offline. */
export function changeOffline(store: AppStore, change: Partial<OfflineState>): void {
  store.setState(({ offline }) => ({ offline: { ...offline, ...change } }));
}

function toChange(report: OfflineReport): Partial<OfflineState> {
  switch (report.kind) {
    case 'unsupported':
    case 'failed':
      return { keeping: { status: report.kind, reason: report.reason } };
    case 'storing':
      return { keeping: { status: 'storing' } };
    case 'kept':
      return { keeping: { status: 'kept' }, isolatesOnReload: report.isolatesOnReload };
    case 'update-ready':
      return { update: 'ready' };
    case 'replaced':
      return { update: 'elsewhere' };
  }
}

/** The network is there or is known not to come, and the first picture, if any, has its mask. */
function isQuiet({ engine, cases }: AppState): boolean {
  if (engine.status === 'failed') return true;
  const hasAnswer = cases.some(
    ({ progress: { status } }) => status === 'done' || status === 'failed',
  );
  return engine.status === 'ready' && (cases.length === 0 || hasAnswer);
}
