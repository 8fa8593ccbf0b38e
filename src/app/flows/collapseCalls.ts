/**
 * Slider work: one call runs, at most one waits, and the newest request replaces the one that waits. With `keyOf`, one
 * of each key waits, in the order in which the keys came.
 * Returns a function that never rejects; errors go to `onError`.
 */
export function collapseCalls<Request>(
  run: (request: Request) => Promise<void>,
  onError: (error: unknown) => void,
  keyOf: (request: Request) => unknown = () => null,
): (request: Request) => void {
  let running = false;
  const pending = new Map<unknown, Request>();

  const next = async (): Promise<void> => {
    running = true;
    for (const [key, request] of pending) {
      pending.delete(key); // a request that comes while this one runs is visited in its turn
      try {
        await run(request);
      } catch (error) {
        onError(error);
      }
    }
    running = false;
  };

  return (request) => {
    pending.set(keyOf(request), request);
    if (!running) void next();
  };
}
