/**
 * Which backends to try, in which order, and why the others not: a pure function of what the browser offers.
 */
import type { BackendChoice, BackendName } from '@/engine/protocol';

/** What the browser offers for one backend. */
export type Offer =
  | {
      readonly available: true;
      /** The GPU's own description, '' without one. */
      readonly adapter: string;
      /** The GPU is emulated on the processor. */
      readonly software: boolean;
    }
  | { readonly available: false; readonly reason: string };
export type Offers = Readonly<Record<BackendName, Offer>>;
export type PassedOver = { readonly name: BackendName; readonly reason: string };
export type Ranking = {
  /** To be tried in this order. */
  readonly candidates: readonly BackendName[];
  /** Why a backend is not the first candidate; told where something else ends up running. */
  readonly reasons: Partial<Readonly<Record<BackendName, string>>>;
};

/** From the fastest to the slowest, on real hardware. */
export const PREFERENCE: readonly BackendName[] = ['webgpu', 'webgl', 'wasm', 'cpu'];
/** Measured on SwiftShader at 256 px, quarter width: WASM 0.4 s, WebGL 9 s, plain JavaScript about 9 s, WebGPU 28 s. */
const SOFTWARE_LAST: readonly BackendName[] = ['webgl', 'cpu', 'webgpu'];

/**
 * A GPU in software ranks below WASM. A forced backend comes first even in software; the others follow in case it
 * fails. `failed` are those that have been tried, each with what happened.
 */
export function rankBackends(
  offers: Offers,
  choice: BackendChoice,
  failed: ReadonlyMap<BackendName, string> = new Map(),
): Ranking {
  const reasons: Partial<Record<BackendName, string>> = {};
  const hardware: BackendName[] = [];
  const software: BackendName[] = [];
  for (const name of PREFERENCE) {
    const offer = offers[name];
    const reason = failed.get(name);
    if (reason !== undefined) reasons[name] = reason;
    else if (!offer.available) reasons[name] = offer.reason;
    else if (offer.software || name === 'cpu') software.push(name);
    else hardware.push(name);
    if (offer.available && offer.software && reason === undefined) {
      reasons[name] = `the GPU is emulated in software (${offer.adapter}), slower than WASM`;
    }
  }
  const order = [...hardware, ...SOFTWARE_LAST.filter((name) => software.includes(name))];
  if (choice === 'auto' || !order.includes(choice)) return { candidates: order, reasons };
  return { candidates: [choice, ...order.filter((name) => name !== choice)], reasons };
}

/** Those that come before `running` in preference (or were forced) and have a reason, best first. */
export function listPassedOver(
  running: BackendName,
  choice: BackendChoice,
  reasons: Ranking['reasons'],
): PassedOver[] {
  if (choice === running) return [];
  const better = PREFERENCE.slice(0, PREFERENCE.indexOf(running));
  const asked = PREFERENCE.filter((name) => better.includes(name) || name === choice);
  return asked.flatMap((name) => {
    const reason = reasons[name];
    return reason === undefined ? [] : [{ name, reason }];
  });
}

/** Names that the known software GPUs give themselves. */
export function isSoftwareGpu(description: string): boolean {
  return /swiftshader|llvmpipe|lavapipe|softpipe|\bwarp\b|basic render|software/i.test(description);
}
