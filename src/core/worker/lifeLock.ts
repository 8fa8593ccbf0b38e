/**
 * How a page learns that one of its workers is gone, however quietly: the worker holds a lock for as long as it lives,
 * and the browser gives the lock to the page when it does not. https://w3c.github.io/web-locks/
 */

/** The browser's LockManager. */
export type Locks = {
  request(name: string, held: () => unknown): Promise<unknown>;
};

/** The one message that a worker posts of itself: from now on its lock tells. */
export type LifeMessage = { readonly lifeLock: string };

/** In the worker. `post` reaches the page. Where the browser has no locks nothing is posted. */
export function holdLifeLock(
  locks: Locks | undefined,
  name: string,
  post: (message: LifeMessage) => void,
): void {
  // refused where the browser keeps nothing for this page
  locks
    ?.request(name, () => {
      post({ lifeLock: name });
      return new Promise<never>(() => undefined);
    })
    .catch(() => undefined);
}

/** In the page, for what the worker posts: calls `onEnd` once the worker that sent a LifeMessage is gone. */
export function watchLifeLock(locks: Locks | undefined, message: unknown, onEnd: () => void): void {
  if (typeof message !== 'object' || message === null || !('lifeLock' in message)) return;
  const { lifeLock } = message as LifeMessage;
  locks?.request(lifeLock, onEnd).catch(() => undefined);
}
