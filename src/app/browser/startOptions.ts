import type { BackendChoice } from '@/engine/protocol';

const CHOICES: readonly BackendChoice[] = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'];

/** What an address such as `?backend=wasm&model=light` asks for; unknown values count as absent. */
export function parseStartOptions(search: string): {
  readonly backendChoice: BackendChoice;
  readonly modelId: string | null;
} {
  const asked = new URLSearchParams(search);
  const backendChoice = CHOICES.find((choice) => choice === asked.get('backend')) ?? 'auto';
  return { backendChoice, modelId: asked.get('model') };
}

/** Writes the choice into the address, so that a reload and a link start with it; null for the default model. */
export function noteModelInAddress(modelId: string | null): void {
  const address = new URL(window.location.href);
  if (modelId === null) address.searchParams.delete('model');
  else address.searchParams.set('model', modelId);
  window.history.replaceState(window.history.state, '', address);
}
