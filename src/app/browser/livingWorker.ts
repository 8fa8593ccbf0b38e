/**
 * A worker that is there again after it died. Calls that were under way when it did end with a failure instead of
 * never; the next call starts a new one, which remembers nothing of the old one.
 */
import * as Comlink from 'comlink';
import { fail, type Reply } from '@/core/failure';
import { watchLifeLock } from '@/core/worker/lifeLock';

/** `hasAnswered`: it had finished a call, so that a new one may do better than die at once. */
export type Death = { readonly reason: string; readonly hasAnswered: boolean };

export type LivingWorker<Api> = {
  /** The call's own reply, or 'worker-stopped' where the worker died before it. Rejects where the call does. */
  readonly run: <Value>(
    call: (api: Comlink.Remote<Api>) => Promise<Reply<Value>>,
  ) => Promise<Reply<Value>>;
  /** The same for a call whose end nobody needs: it resolves either way. */
  readonly tell: (call: (api: Comlink.Remote<Api>) => Promise<void>) => Promise<void>;
};

type Running<Api> = {
  readonly worker: Worker;
  readonly api: Comlink.Remote<Api>;
  readonly waiting: Set<(reply: Reply<never>) => void>;
  hasAnswered: boolean;
};

/** `start` is called at once, and again after a death; `onStart` with each new worker, before any of its messages. */
export function keepAlive<Api>(
  start: () => Worker,
  onStart: (worker: Worker) => void,
  onDeath: (death: Death) => void,
): LivingWorker<Api> {
  const { locks } = navigator as { readonly locks?: LockManager };
  let running: Running<Api> | null = begin();

  function begin(): Running<Api> {
    const worker = start();
    const begun: Running<Api> = {
      worker,
      api: Comlink.wrap<Api>(worker),
      waiting: new Set(),
      hasAnswered: false,
    };
    worker.addEventListener('error', (event) => end(begun, event.message || 'it did not load'));
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) =>
      watchLifeLock(locks, data, () => end(begun, 'the browser ended it')),
    );
    onStart(worker);
    return begun;
  }

  function end(ended: Running<Api>, reason: string): void {
    if (running !== ended) return;
    running = null;
    ended.worker.terminate();
    const stopped = fail('worker-stopped', reason);
    for (const settle of ended.waiting) settle(stopped);
    onDeath({ reason, hasAnswered: ended.hasAnswered });
  }

  function run<Value>(
    call: (api: Comlink.Remote<Api>) => Promise<Reply<Value>>,
  ): Promise<Reply<Value>> {
    const current = (running ??= begin());
    return new Promise((resolve, reject) => {
      current.waiting.add(resolve);
      call(current.api).then(
        (reply) => {
          current.waiting.delete(resolve);
          current.hasAnswered = true;
          resolve(reply);
        },
        (error: unknown) => {
          current.waiting.delete(resolve);
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  return {
    run,
    tell: async (call) => {
      await run(async (api) => {
        await call(api);
        return { ok: true, value: null };
      });
    },
  };
}
