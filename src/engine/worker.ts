/** The engine's thread: one engine, exposed through Comlink. What it does is in engine.ts. */
import * as Comlink from 'comlink';
import { watchOutsideRequests } from '@/core/privacy/outsideRequests';
import { holdLifeLock } from '@/core/worker/lifeLock';
import { createEngine } from './engine';
import { expectsGpu, openBackend } from './network/openBackend';
import type { EngineApi } from './protocol';

const engine = createEngine({
  openBackend,
  expectsGpu,
  fetch: (url, init) => fetch(url, init),
  now: () => performance.now(),
});

const exposed: EngineApi = {
  ...engine,
  async predict(input) {
    const reply = await engine.predict(input);
    return reply.ok ? Comlink.transfer(reply, [reply.value.probabilities.data.buffer]) : reply;
  },
};

Comlink.expose(exposed);

// Beside Comlink's own messages, which have an id.
watchOutsideRequests(self, (outsideRequest) => self.postMessage({ outsideRequest }));
const { locks } = navigator as { readonly locks?: LockManager };
holdLifeLock(locks, self.name, (message) => self.postMessage(message));
