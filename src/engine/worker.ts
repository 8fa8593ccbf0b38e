/** The engine's thread: one engine, exposed through Comlink. What it does is in engine.ts. */
import * as Comlink from 'comlink';
import type { Reply } from '@/core/failure';
import { watchOutsideRequests } from '@/core/privacy/outsideRequests';
import { holdLifeLock } from '@/core/worker/lifeLock';
import { createEngine } from './engine';
import { expectsGpu, openBackend } from './network/openBackend';
import type { EngineApi, Prediction } from './protocol';

const engine = createEngine({
  openBackend,
  expectsGpu,
  fetch: (url, init) => fetch(url, init),
  now: () => performance.now(),
});

const exposed: EngineApi = {
  ...engine,
  predict: async (input) => sendMap(await engine.predict(input)),
  predictIn: async (which, input) => sendMap(await engine.predictIn(which, input)),
  async takeCheckpoint() {
    const reply = await engine.takeCheckpoint();
    return reply.ok ? Comlink.transfer(reply, [reply.value.buffer]) : reply;
  },
  async finishTraining() {
    const reply = await engine.finishTraining();
    if (!reply.ok) return reply;
    return Comlink.transfer(
      reply,
      reply.value.files.map(({ bytes }) => bytes.buffer),
    );
  },
};

function sendMap(reply: Reply<Prediction>): Reply<Prediction> {
  return reply.ok ? Comlink.transfer(reply, [reply.value.probabilities.data.buffer]) : reply;
}

Comlink.expose(exposed);

// Beside Comlink's own messages, which have an id.
watchOutsideRequests(self, (outsideRequest) => self.postMessage({ outsideRequest }));
const { locks } = navigator as { readonly locks?: LockManager };
holdLifeLock(locks, self.name, (message) => self.postMessage(message));
