/**
 * The mask over a moving picture: frame after frame, the next one only when the last one's mask is there, so that
 * nothing piles up however slow the device is. Frames take the same way as pictures and are kept nowhere.
 */
import { maskSettings } from '@/app/store/selectors';
import { type Reply, succeed } from '@/core/failure';
import type { DevelopedMask } from '@/pixels/protocol';
import { predictInput } from './predictInput';
import type { Ports } from './ports';

export type LiveSource = {
  /** The next frame, or null where there is none just now. */
  readonly grab: (signal: AbortSignal) => Promise<ImageBitmap | null>;
  /** Takes over the mask, its layer included. */
  readonly show: (mask: DevelopedMask) => void;
};

/** Runs until `signal` ends it or the network or the worker fails. Waits for the network where it is not ready. */
export async function runLiveView(
  ports: Ports,
  source: LiveSource,
  signal: AbortSignal,
): Promise<Reply<null>> {
  const { pixels, store } = ports;
  const isOver = () => signal.aborted;
  while (!isOver()) {
    const { engine } = store.getState();
    if (engine.status !== 'ready') {
      await nextEngineStatus(ports, signal);
      continue;
    }
    const frame = await source.grab(signal);
    if (frame === null) continue;
    const input = await pixels.frameToInput(frame, engine.card.input);
    if (!input.ok) return input;
    const { fit } = input.value; // the input itself is handed over to the engine
    const prediction = await predictInput(ports, input.value);
    if (!prediction.ok) return prediction;
    const settings = maskSettings(store.getState(), null);
    const mask = await pixels.developFrame(prediction.value.probabilities, fit, settings);
    if (!mask.ok) return mask;
    if (isOver()) mask.value.layer.close();
    else source.show(mask.value);
  }
  return succeed(null);
}

function nextEngineStatus({ store }: Ports, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      unsubscribe();
      resolve();
    };
    const unsubscribe = store.subscribe(({ engine }, last) => {
      if (engine !== last.engine) done();
    });
    signal.addEventListener('abort', done, { once: true });
  });
}
