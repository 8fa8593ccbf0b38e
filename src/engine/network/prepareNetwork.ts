/**
 * A network brought to the point where the next input is answered at once, and a watch over work on a device.
 */
import type { Device } from './device';
import { EngineError } from './engineError';
import type { ModelFiles } from './assembleModel';
import type { Network } from './foldedUNet';
import { loadNetwork } from './loadNetwork';
import { onLoss } from './onLoss';
import { predict } from './predict';
import { probe } from './probe';

/** Chromium tells of a loss within a few milliseconds. */
const LOSS_GRACE_MS = 100;

/**
 * The network of `files`, run once on zeros, so that shaders are compiled and memory is taken before it matters. Throws
 * 'backend-wrong' where the backend answers wrongly for its kind.
 */
export async function prepareNetwork(device: Device, files: ModelFiles): Promise<Network> {
  const { size } = files.card.input;
  const { kind } = files.card.architecture;
  // Every backend has answered for the first kind before it is opened.
  if (kind !== 'residual-unet') await watched(device, probe(kind));
  const network = await watched(device, loadNetwork(files));
  try {
    const zeros = new Float32Array(size.width * size.height * 3);
    await watched(device, predict(network, zeros, size));
    return network;
  } catch (error) {
    disposeNetwork(network);
    throw error;
  }
}

/** What `work` gives, unless the device is lost under it (tfjs may then wait for ever) or complained of it. */
export async function watched<T>(device: Device, work: Promise<T>): Promise<T> {
  let forget: () => void = () => undefined;
  const lost = new Promise<never>((_, reject) => {
    forget = onLoss(device, (reason) => reject(new EngineError('device-lost', reason)));
  });
  try {
    const result = await Promise.race([work, lost]);
    const complaint = device.takeComplaint();
    if (complaint === null) return result;
    throw new EngineError('backend-wrong', `it complained (${complaint})`);
  } catch (error) {
    // Calls on a lost device often fail, in words of their own, just before the browser tells of the loss.
    const grace = new Promise<void>((resolve) => setTimeout(resolve, LOSS_GRACE_MS));
    await Promise.race([grace, lost]);
    throw error;
  } finally {
    forget();
  }
}

/** Frees its tensors, also on a device that is gone. */
export function disposeNetwork(network: Network): void {
  try {
    network.dispose();
  } catch {
    // A lost device refuses; its memory is gone with it.
  }
}
