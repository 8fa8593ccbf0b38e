/**
 * Notices what a thread asks of other origins, from what the browser itself reports: resource timings (requests that
 * were made) and breaches of the Content-Security-Policy (requests that were stopped before they were made).
 * It sees one thread; every thread runs its own. It cannot see web sockets that the policy lets pass, nor threads that
 * a library starts by itself; the same policy holds for those.
 */

export type OutsideRequest = {
  /** 'left': made, whatever came back. 'stopped': forbidden by the policy, never made. */
  readonly kind: 'left' | 'stopped';
  /** As the browser reports it; a stopped one may be shortened to its origin. */
  readonly address: string;
};

/** The part of a securitypolicyviolation event that is used here. */
type Breach = {
  readonly blockedURI: string;
  readonly disposition: string;
  readonly originalPolicy: string;
};

/** What a page, a worker and a service worker have in common: the part of their global object that is used here. */
export type ThreadScope = {
  readonly location: { readonly origin: string };
  readonly PerformanceObserver?: new (
    callback: (list: { getEntries(): readonly { readonly name: string }[] }) => void,
  ) => { observe(options: { readonly type: string; readonly buffered: boolean }): void };
  addEventListener(type: 'securitypolicyviolation', listener: (event: Breach) => void): void;
};

/** Calls `onRequest` for every request to another origin, also for those from before this call. */
export function watchOutsideRequests(
  scope: ThreadScope,
  onRequest: (request: OutsideRequest) => void,
): void {
  const { origin } = scope.location;
  if (scope.PerformanceObserver !== undefined) {
    const observer = new scope.PerformanceObserver((list) => {
      for (const { name } of list.getEntries()) {
        if (isOutside(name, origin)) onRequest({ kind: 'left', address: name });
      }
    });
    observer.observe({ type: 'resource', buffered: true });
  }
  const policyOf = new Map<string, string>();
  scope.addEventListener('securitypolicyviolation', (breach) => {
    const { blockedURI, disposition, originalPolicy } = breach;
    // Only enforced policies stop anything; what a report-only one lets pass is in the timings.
    if (disposition !== 'enforce' || !isOutside(blockedURI, origin)) return;
    // A page has a policy in its header and one in itself: both report the same attempt, one counts.
    if (!policyOf.has(blockedURI)) policyOf.set(blockedURI, originalPolicy);
    if (policyOf.get(blockedURI) === originalPolicy) {
      onRequest({ kind: 'stopped', address: blockedURI });
    }
  });
}

/**
 * Whether `address`, as a browser reports it (normalised), is of the network and of another origin. Keywords such as
 * "inline", blob: and data: are not.
 */
export function isOutside(address: string, origin: string): boolean {
  const match = /^(http|ws)(s?):\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(address);
  if (match === null) return false;
  const [, , secure = '', host = ''] = match;
  return `http${secure}://${host}`.toLowerCase() !== origin;
}
