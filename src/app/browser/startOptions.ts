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
