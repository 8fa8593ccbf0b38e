import { expect, it } from 'vitest';
import type { Steps } from '@/core/steps';
import { inSlices } from './inSlices';

function* countTo(last: number, onStep: (step: number) => void): Steps<number> {
  for (let step = 1; step <= last; step++) {
    onStep(step);
    yield;
  }
  return last;
}

it('ends with the result and lets others in between slices', async () => {
  const order: string[] = [];
  let clock = 0;
  setTimeout(() => order.push('other call'), 0);
  const long = inSlices(
    countTo(6, (step) => order.push(`step ${step}`)),
    () => (clock += 3), // a slice of 8 ms holds a few readings of this clock
  );
  expect(await long).toBe(6);
  expect(order.filter((one) => one.startsWith('step'))).toHaveLength(6);
  expect(order.indexOf('other call')).toBeGreaterThan(order.indexOf('step 1'));
  expect(order.indexOf('other call')).toBeLessThan(order.indexOf('step 6'));
});

it('passes on what the work throws', async () => {
  function* broken(): Steps<never> {
    yield;
    throw new RangeError('too large');
  }
  await expect(inSlices(broken())).rejects.toThrow('too large');
});
