/**
 * Turns at the network for work on many pictures: at most two wait at it, so that it always has the next one while it
 * works, and a picture that is looked at waits for no more than that. While such a picture wants the network nobody
 * else goes.
 */
import { isNetworkWanted } from '@/app/store/certainty';
import type { AppStore } from '@/app/store/store';
import { until } from '@/app/store/until';

/** One runs, one is ready. */
const MOST_AT_ONCE = 2;

export type NetworkTurns = { take<Value>(work: () => Promise<Value>): Promise<Value> };

export function createTurns(store: AppStore): NetworkTurns {
  let busy = 0;
  const waiting: (() => void)[] = [];
  return {
    async take(work) {
      while (busy >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
      busy++;
      try {
        await until(store, (state) => !isNetworkWanted(state));
        return await work();
      } finally {
        busy--;
        waiting.shift()?.();
      }
    },
  };
}
