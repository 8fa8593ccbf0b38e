/** What the page and its service worker have agreed upon. */
import type { OutsideRequest } from '@/core/privacy/outsideRequests';

/** Of the page to a service worker that waits: take over now. */
export type TakeOver = { readonly kind: 'take-over' };

/** Of the service worker to the page. */
export type WorkerReport = { readonly outsideRequest: OutsideRequest };

/** Below the service worker's scope: where the system's share sheet posts pictures, in the form's field FILES_FIELD. */
export const SHARE_PATH = 'share';
export const FILES_FIELD = 'files';
/** What the address carries when the page is opened with shared pictures. */
export const SHARED_PARAMETER = 'shared';

/** Cache names end in the scope, because other pages of the same origin have caches of their own. */
export const sharedCacheName = (scope: string): string => `lentigo-shared-${scope}`;
export const modelsCacheName = (scope: string): string => `lentigo-models-${scope}`;

/** Of what stands beside a model's files where the user took them from the device: use alone does not keep them again. */
export const leftOutAddress = (file: string): string => new URL('left-out', file).href;

/** Keeps a shared file's name and date while it waits in the cache. */
export const NAME_HEADER = 'X-Lentigo-Name';
