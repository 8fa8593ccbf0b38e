/**
 * Slider work: one call runs, at most one waits, and the newest request replaces the one that waits.
 * Returns a function that never rejects; errors go to `onError`.
 */
export function collapseCalls<Request>(
  run: (request: Request) => Promise<void>,
  onError: (error: unknown) => void,
): (request: Request) => void {
  let running = false;
  let pending: { readonly request: Request } | null = null;

  const next = async (): Promise<void> => {
    running = true;
    while (pending !== null) {
      const { request } = pending;
      pending = null;
      try {
        await run(request);
      } catch (error) {
        onError(error);
      }
    }
    running = false;
  };

  return (request) => {
    pending = { request };
    if (!running) void next();
  };
}
