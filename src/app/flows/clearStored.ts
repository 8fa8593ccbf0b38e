import { fail, type Reply, succeed } from '@/core/failure';
import { clearElsewhere } from '@/storage/tabClearing';
import { removeCases } from './clearCases';
import { changeOffline } from './keepOffline';
import { notify } from './notify';
import { leaveOwnModels, refreshOwnModels } from './ownModels';
import type { Ports } from './ports';

/** Closes all cases, of the tab that keeps them too, and takes from the device all that outlives the visit. */
export async function clearStored(ports: Ports): Promise<void> {
  const { store } = ports;
  const left: string[] = [];
  const clear = async (what: string, work: () => Promise<Reply<null>>) => {
    const cleared = await work().catch((error: unknown) =>
      fail('storage-failed', error instanceof Error ? error.message : String(error)),
    );
    if (!cleared.ok) left.push(`${what} (${cleared.failure.detail})`);
    return cleared.ok;
  };

  await clear('cases', () => removeCases(ports));
  if (store.getState().keeping.status === 'elsewhere') {
    await clear('the cases of another tab', clearElsewhere);
  }
  await clear('an evaluation', async () => {
    const { forgetEvaluation } = await import('./keepEvaluation');
    return forgetEvaluation(ports);
  });
  await clear('a training', async () => {
    const { clearKeptTraining } = await import('./keepTraining');
    return clearKeptTraining(ports);
  });
  await clear('your own networks', () => ports.models.clear());
  await refreshOwnModels(ports);
  await leaveOwnModels(ports);
  const isPageGone = await clear('the page', async () => {
    await ports.clearStoredData();
    return succeed(null);
  });
  if (isPageGone) changeOffline(store, { keeping: { status: 'cleared' }, update: 'none' });

  if (left.length === 0) {
    notify(ports, 'done', 'Nothing of Lentigo is stored on this device any more.');
  } else {
    const text = `Not everything could be cleared: ${left.join(', ')}. Close other tabs of Lentigo and try again, or clear this site’s data in the browser’s settings.`;
    notify(ports, 'warning', text);
  }
}
