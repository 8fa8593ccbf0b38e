import { fail, type Reply } from '@/core/failure';

/** What was to be written to is not there any more: another tab has taken its place, or all was cleared. */
export class ReplacedError extends Error {
  override readonly name = 'ReplacedError';
}

/** What a browser throws, as a reply: no room, no permission to keep anything, or another fault. */
export function storageFailure(error: unknown): Reply<never> {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'ReplacedError':
      return fail(
        'storage-failed',
        'another tab has begun one of its own, or all was cleared',
        error,
      );
    case 'QuotaExceededError':
      return fail('storage-full', 'the browser gives this page no more room', error);
    // Blocked site data, some private windows, a profile that cannot be written
    case 'SecurityError':
    case 'InvalidStateError':
    case 'UnknownError':
    case 'ReferenceError':
    case 'TypeError':
      return fail('storage-denied', 'the browser lets this page keep nothing', error);
    default:
      return fail('storage-failed', 'the browser could not write it', error);
  }
}
