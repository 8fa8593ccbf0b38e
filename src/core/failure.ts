/**
 * Expected outcomes travel as values. A Failure is a code and what is needed to word it; the words themselves are the
 * app's (app/ui/messages.ts).
 */

/** Every way in which a request can fail that a user may meet. */
export type FailureCode =
  // a file
  | 'file-empty'
  | 'file-not-image'
  | 'file-damaged'
  | 'file-unreadable'
  | 'file-too-large'
  | 'file-missing'
  // a ground truth
  | 'truth-size-differs'
  | 'truth-in-colours'
  | 'truth-without-picture'
  // a model
  | 'model-missing'
  | 'model-altered'
  | 'model-shape'
  | 'model-card'
  // the engine
  | 'backend-unavailable'
  | 'backend-wrong'
  | 'out-of-memory'
  | 'device-lost'
  | 'predict-failed'
  // fine-tuning
  | 'training-order'
  | 'training-diverged'
  | 'training-memory'
  | 'training-elsewhere'
  // a worker, in the middle of a request
  | 'worker-stopped'
  // an archive
  | 'archive-unreadable'
  // saving
  | 'save-failed'
  // keeping cases on this device
  | 'storage-full'
  | 'storage-denied'
  | 'storage-failed'
  // the camera
  | 'camera-missing'
  | 'camera-denied'
  | 'camera-busy'
  | 'camera-lost'
  | 'camera-insecure'
  | 'unexpected';

/** `detail` completes the sentence ("it starts like a PDF"); `cause` is for the diagnostics, never shown first. */
export type Failure = {
  readonly code: FailureCode;
  readonly detail: string;
  readonly cause?: string;
};

/** Every request ends in exactly one of these. */
export type Reply<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };

/** A reply that carries `value`. */
export function succeed<Value>(value: Value): Reply<Value> {
  return { ok: true, value };
}

/** A reply that says why there is no value. `error` is what was caught, if anything. */
export function fail(code: FailureCode, detail: string, error?: unknown): Reply<never> {
  const cause = error instanceof Error ? `${error.name}: ${error.message}` : undefined;
  return { ok: false, failure: cause === undefined ? { code, detail } : { code, detail, cause } };
}

/** For the end of a switch over a union: the compiler complains when a member is missing. */
export function assertNever(value: never): never {
  throw new Error(`unhandled: ${JSON.stringify(value)}`);
}
