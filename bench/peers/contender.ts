/** What every engine under measurement does, so that one loop can drive them all. */
export type Contender = {
  /** Loads the model and runs it once; returns what it runs on, in words ("wasm, 2 threads"). */
  prepare(backend: 'wasm' | 'webgpu', threads: number): Promise<string>;
  /** One picture from float pixels to float probabilities in JavaScript's memory; milliseconds in the worker. */
  run(pixels: Float32Array): Promise<{ elapsedMs: number; probabilities: Float32Array }>;
};

export const SIDE = 256;

export function countThreads(count: number): string {
  return `${count} ${count === 1 ? 'thread' : 'threads'}`;
}
