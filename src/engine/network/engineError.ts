import type { Failure, FailureCode } from '@/core/failure';

/** The one error thrown inside the engine: a code and plain words. engine.ts turns it into a reply. */
export class EngineError extends Error {
  readonly code: FailureCode;
  /** Completes the sentence that the app makes of `code`. */
  readonly detail: string;

  constructor(code: FailureCode, detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, { cause });
    this.name = 'EngineError';
    this.code = code;
    this.detail = detail;
  }
}

/** Whatever was caught, as a Failure. What no code names becomes 'unexpected'. */
export function toFailure(error: unknown): Failure {
  const { code, detail, cause } =
    error instanceof EngineError
      ? error
      : { code: 'unexpected' as const, detail: describe(error), cause: error };
  return cause === undefined ? { code, detail } : { code, detail, cause: describe(cause) };
}

/** An error's name and message, or any other value as text. tfjs also rejects with bare `{ message }` objects. */
export function describe(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  if (typeof error === 'object' && error !== null && 'message' in error)
    return String(error.message);
  return String(error);
}
