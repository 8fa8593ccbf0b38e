import type { AppStore } from '@/app/store/store';
import type { OutsideRequest } from '@/core/privacy/outsideRequests';

/** Remembers a request to another origin, made or stopped. There should never be one. */
export function noteOutsideRequest(store: AppStore, request: OutsideRequest): void {
  store.setState(({ outsideRequests }) => ({ outsideRequests: [...outsideRequests, request] }));
}
