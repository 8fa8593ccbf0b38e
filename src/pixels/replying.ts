import { fail, type Reply } from '@/core/failure';

/** Runs `work` and turns what it throws into a failure, so that nothing is thrown across the thread. */
export async function replying<Value>(
  work: () => Reply<Value> | Promise<Reply<Value>>,
): Promise<Reply<Value>> {
  try {
    return await work();
  } catch (error) {
    // what engines throw when an array or a canvas of that size cannot be had
    if (error instanceof RangeError)
      return fail('out-of-memory', 'the picture needs more than it gives', error);
    return fail('unexpected', 'working on the picture went wrong', error);
  }
}

let last: Promise<unknown> = Promise.resolve();

/** As `replying`, one after the other: only one whole picture is being decoded at a time, whatever was dropped. */
export function inTurn<Value>(work: () => Promise<Reply<Value>>): Promise<Reply<Value>> {
  const turn = last.then(() => replying(work));
  last = turn;
  return turn;
}
