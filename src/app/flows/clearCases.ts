import { until } from '@/app/store/until';
import type { Reply } from '@/core/failure';
import { clearShelf } from './keepCases';
import { notify } from './notify';
import type { Ports } from './ports';

/** Closes every case and removes all that was kept of them; files on the user's disk stay as they are. */
export async function clearCases(ports: Ports): Promise<void> {
  const removed = await removeCases(ports);
  if (removed.ok) return;
  const text = `The cases are closed, but could not be removed from this device: ${removed.failure.detail}. Try again, or clear this site’s data in the browser’s settings.`;
  notify(ports, 'warning', text);
}

/** The same for those who tell more: the failure is that of the shelf. */
export async function removeCases(ports: Ports): Promise<Reply<null>> {
  const { pixels, store } = ports;
  // cases of the last visit would come back after it
  await until(store, ({ keeping }) => keeping.status !== 'starting');
  const { cases, stage } = store.getState();
  store.setState({
    cases: [],
    openId: null,
    stage: null,
    comparison: null,
    refusals: [],
    isStopped: false,
    maskChanges: {},
  });
  stage?.bitmap.close();
  stage?.developed?.layer.close();
  for (const { thumbnailUrl } of cases) URL.revokeObjectURL(thumbnailUrl);
  await Promise.all(cases.map(({ id }) => pixels.close(id)));
  return clearShelf(ports);
}
