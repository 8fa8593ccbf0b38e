/** What the user sets: threshold, clean-up, view, opacity. Each answers at once from what is already known. */
import type { MaskSettings } from '@/core/mask/types';
import type { Preferences } from '@/app/store/preferences';
import type { Ports } from './ports';
import { showMask } from './showMask';

/** Changes threshold or clean-up for every case; the network does not run. */
export function changeMask(ports: Ports, change: Partial<MaskSettings>): void {
  const { store } = ports;
  store.setState((state) => ({ maskChanges: { ...state.maskChanges, ...change } }));
  repaint(ports);
}

/** Back to the model's own threshold and clean-up. */
export function resetMask(ports: Ports): void {
  ports.store.setState({ maskChanges: {} });
  repaint(ports);
}

/** Changes how the case is looked at. */
export function changePreferences(ports: Ports, change: Partial<Preferences>): void {
  const { store } = ports;
  store.setState((state) => ({ preferences: { ...state.preferences, ...change } }));
  if (change.view !== undefined) repaint(ports);
}

function repaint(ports: Ports): void {
  const { openId } = ports.store.getState();
  if (openId !== null) showMask(ports, openId);
}
