/**
 * Starts the best backend that gives right answers.
 * In: the user's choice and what has failed already. Out: a running, probed backend, or an EngineError.
 */
import type { BackendChoice, BackendName, BackendReport } from '@/engine/protocol';
import { toBackendFault } from './backendFault';
import {
  closeBackend,
  type Device,
  fetchWebGpu,
  openWebGl,
  openWebGpu,
  plainDevice,
  setBackend,
} from './device';
import { describe, EngineError } from './engineError';
import { askOffers } from './offers';
import { probe } from './probe';
import { listPassedOver, type Offers, type PassedOver, rankBackends } from './rankBackends';
import { detectWasm, fetchWasm, startWasm } from './wasmThreads';
import { withTimeLimit } from './withTimeLimit';

export type RunningBackend = {
  readonly report: BackendReport;
  readonly device: Device;
  close(): void;
};
/** As openBackend; a parameter of the engine, so that its tests can bring their own. */
export type OpenBackend = typeof openBackend;

/**
 * What a backend runs on (436 kB at most) comes before its start is timed: in this time at 30 kbit/s, as the slowest
 * lines have. One that stands still must not keep the other backends waiting for ever.
 */
const FETCH_LIMIT_MS = 120_000;
/** A start that takes longer hangs: tfjs never tells when a WASM thread or a driver dies under it. */
const START_LIMIT_MS = 20_000;
/** Software GPUs take some 10 s for the probe's first shaders. */
const PROBE_LIMIT_MS = 60_000;

/** Asking takes an adapter and two WebGL contexts: once a start. */
let latestOffers: Promise<Offers> | null = null;

/** Throws 'backend-unavailable' when nothing is left to try. */
export async function openBackend(
  choice: BackendChoice,
  failed: ReadonlyMap<BackendName, string>,
): Promise<RunningBackend> {
  latestOffers = askOffers();
  const offers = await latestOffers;
  const { candidates, reasons: ranked } = rankBackends(offers, choice, failed);
  const reasons = { ...ranked };
  for (const name of candidates) {
    try {
      const { device, notes } = await startProbed(name);
      const offer = offers[name];
      const report: BackendReport = {
        name,
        threads: device.threads,
        adapter: offer.available ? offer.adapter : '',
        passedOver: [...listPassedOver(name, choice, reasons), ...notes],
      };
      return {
        report,
        device,
        close: () => {
          closeBackend(name);
          device.release();
        },
      };
    } catch (error) {
      closeBackend(name);
      reasons[name] = toBackendFault(error)?.detail ?? describe(error);
    }
  }
  const told = Object.entries(reasons).map(([name, reason]) => `${name}: ${reason}`);
  throw new EngineError('backend-unavailable', told.join('; '));
}

/** Whether openBackend begins with WebGPU on hardware; by what it asked last, where it has asked. */
export async function expectsGpu(choice: BackendChoice): Promise<boolean> {
  const offers = await (latestOffers ??= askOffers());
  const { candidates, reasons } = rankBackends(offers, choice);
  return candidates[0] === 'webgpu' && reasons.webgpu === undefined;
}

type Started = { readonly device: Device; readonly notes: readonly PassedOver[] };

async function startProbed(name: BackendName): Promise<Started> {
  const started = await start(name);
  const { device } = started;
  try {
    await withTimeLimit(probe(), PROBE_LIMIT_MS, 'it did not answer its probe in time');
    const complaint = device.takeComplaint();
    if (complaint !== null) throw new EngineError('backend-wrong', `it complained (${complaint})`);
    return started;
  } catch (error) {
    device.release();
    throw error;
  }
}

async function start(name: BackendName): Promise<Started> {
  const limited = async (opening: Promise<Device>): Promise<Started> => ({
    device: await withTimeLimit(opening, START_LIMIT_MS, 'it did not start in time'),
    notes: [],
  });
  switch (name) {
    case 'webgpu':
      // Apart from the start: code that comes too late for it takes over nothing.
      await fetched(fetchWebGpu());
      return limited(openWebGpu());
    case 'webgl':
      return limited(openWebGl());
    case 'wasm':
      return openWasm();
    case 'cpu':
      return limited(setBackend('cpu').then(() => plainDevice()));
  }
}

/** With threads where the page allows them, else (or if they hang) without; says why without. */
async function openWasm(): Promise<Started> {
  const { simd, threads } = await detectWasm();
  const open = async (withThreads: boolean, detail: string): Promise<Device> => {
    await fetched(fetchWasm({ simd, threads: withThreads }));
    return plainDevice(await withTimeLimit(startWasm(withThreads), START_LIMIT_MS, detail));
  };
  const single = () => open(false, 'it did not start in time');
  const note = (reason: string): PassedOver => ({ name: 'wasm', reason });
  if (threads) {
    try {
      return { device: await open(true, 'threads did not start in time'), notes: [] };
    } catch (error) {
      closeBackend('wasm');
      return { device: await single(), notes: [note(`one thread: ${describe(error)}`)] };
    }
  }
  const reason = wordSlowness(simd, self.crossOriginIsolated);
  return { device: await single(), notes: [note(reason)] };
}

function fetched(code: Promise<unknown>): Promise<unknown> {
  return withTimeLimit(code, FETCH_LIMIT_MS, 'its code did not come in time');
}

function wordSlowness(hasSimd: boolean, isIsolated: boolean): string {
  if (!hasSimd) return 'slow: this browser has no SIMD for WebAssembly';
  if (isIsolated) return 'one thread: this browser has no threads for WebAssembly';
  return 'one thread: the page is not isolated (its host leaves out the COOP and COEP headers)';
}
