import type { Steps } from '@/core/steps';

/** Shorter than a frame: whatever was asked meanwhile is answered as if nothing long were going on. */
const SLICE_MS = 8;

/** Runs long work in slices; calls that came in are answered between them. `now` is a clock in milliseconds. */
export async function inSlices<Result>(
  steps: Steps<Result>,
  now: () => number = () => performance.now(),
): Promise<Result> {
  for (;;) {
    const end = now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (now() < end);
    await nextTurn();
  }
}

/** Behind the messages that wait already. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
