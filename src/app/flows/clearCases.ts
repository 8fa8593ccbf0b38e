import { clearShelf } from './keepCases';
import type { Ports } from './ports';

/** Closes every case and removes all that was kept of them; files on the user's disk stay as they are. */
export async function clearCases(ports: Ports): Promise<void> {
  const { pixels, store } = ports;
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
  await clearShelf(ports);
}
