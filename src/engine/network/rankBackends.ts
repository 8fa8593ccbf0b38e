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
      /** The browser says that the GPU is emulated on the processor (its description may say so too). */
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
  const fast: BackendName[] = [];
  const slow: BackendName[] = [];
  for (const name of PREFERENCE) {
    const offer = offers[name];
    const happened = failed.get(name);
    if (happened !== undefined) {
      reasons[name] = happened;
    } else if (!offer.available) {
      reasons[name] = offer.reason;
    } else {
      const emulator = findSoftwareGpu(offer.adapter) ?? (offer.software ? offer.adapter : null);
      if (emulator !== null) {
        const called = emulator && ` (${emulator})`;
        reasons[name] = `the GPU is emulated in software${called}, slower than WASM`;
      }
      (emulator !== null || name === 'cpu' ? slow : fast).push(name);
    }
  }
  const order = [...fast, ...SOFTWARE_LAST.filter((name) => slow.includes(name))];
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

/** The name that a software GPU gives itself within its description; null for hardware. */
export function findSoftwareGpu(description: string): string | null {
  const known =
    /swiftshader|llvmpipe|lavapipe|softpipe|\bwarp\b|microsoft basic render driver|software/i;
  return known.exec(description)?.[0] ?? null;
}
