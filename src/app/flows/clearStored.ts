import { changeTraining } from '@/app/store/training';
import { clearCases } from './clearCases';
import { changeOffline } from './keepOffline';
import { notify } from './notify';
import { refreshOwnModels } from './ownModels';
import type { Ports } from './ports';

/** Closes all cases and takes from the device all that outlives the visit. */
export async function clearStored(ports: Ports): Promise<void> {
  try {
    await clearCases(ports);
    const { forgetEvaluation } = await import('./keepEvaluation');
    await forgetEvaluation(ports);
    await (await ports.openTrainingShelf()).clear();
    changeTraining(ports.store, { kept: null });
    await ports.models.clear();
    await refreshOwnModels(ports);
    await ports.clearStoredData();
    changeOffline(ports.store, { keeping: { status: 'cleared' }, update: 'none' });
    notify(ports, 'done', 'Nothing of Lentigo is stored on this device any more.');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    notify(
      ports,
      'warning',
      `Not everything could be removed (${reason}). The browser’s settings for this site can do it.`,
    );
  }
}
