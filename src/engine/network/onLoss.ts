import type { Device } from './device';

type Listener = (reason: string) => void;
/** A device's loss: null until it happens. */
type Loss = { reason: string | null; readonly listeners: Set<Listener> };

const losses = new WeakMap<Device, Loss>();

/**
 * Calls `listener` once the device is lost, at once where it is already; what is returned takes the listener back.
 * `device.lost` itself keeps whatever waits for it, with all that this can reach, for as long as the device lives.
 */
export function onLoss(device: Device, listener: Listener): () => void {
  const { reason, listeners } = losses.get(device) ?? follow(device);
  if (reason !== null) listener(reason);
  else listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Apart from onLoss: functions made in one call share their variables, and this one's stays with the device. */
function follow(device: Device): Loss {
  const loss: Loss = { reason: null, listeners: new Set() };
  losses.set(device, loss);
  void device.lost.then((reason) => {
    loss.reason = reason;
    for (const listener of loss.listeners) listener(reason);
  });
  return loss;
}
