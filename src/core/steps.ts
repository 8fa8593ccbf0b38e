/**
 * Long work that can pause: a generator that yields wherever a worker may answer something else first, and returns the
 * result at its end.
 */
export type Steps<Result> = Generator<undefined, Result>;

/** The result, without a pause. */
export function runSteps<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
