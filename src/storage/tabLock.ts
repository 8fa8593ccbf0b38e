/** Of several tabs one keeps cases; the others wait until it is closed. */

const LOCK = 'lentigo-cases';
/** A page that is being reloaded lets go of its lock a moment after the new one asks. */
const GRACE_MS = 1000;

/**
 * Calls `onHeld` when this tab is the one, which may be after another tab was closed; before that `onElsewhere`, once.
 * Held until the tab ends. Where the browser has no locks (an insecure address) every tab is the one.
 */
export function waitForLock(onHeld: () => void, onElsewhere: () => void): void {
  const locks = (navigator as { readonly locks?: LockManager }).locks;
  if (locks === undefined) {
    onHeld();
    return;
  }
  const timer = setTimeout(onElsewhere, GRACE_MS);
  const held = () => {
    clearTimeout(timer);
    onHeld();
    return new Promise<never>(() => undefined);
  };
  // refused where the browser keeps nothing for this page: then there is nothing to quarrel over
  locks.request(LOCK, held).catch(held);
}

/**
 * Takes a lock for as long as a piece of work lasts. Null where another tab has it; else what lets go of it. Where the
 * browser has no locks it is always had.
 */
export function takeLock(name: string): Promise<(() => void) | null> {
  const locks = (navigator as { readonly locks?: LockManager }).locks;
  if (locks === undefined) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock === null) {
          resolve(null);
          return;
        }
        return new Promise<void>((release) => resolve(release));
      })
      .catch(() => resolve(() => undefined));
  });
}
