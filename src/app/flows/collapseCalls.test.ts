import { describe, expect, it } from 'vitest';
import { collapseCalls } from './collapseCalls';

describe('collapseCalls', () => {
  it('runs the first and the last of a burst, in order, one at a time', async () => {
    const ran: number[] = [];
    const releases: (() => void)[] = [];
    const call = collapseCalls<number>(
      (request) =>
        new Promise((resolve) => {
          ran.push(request);
          releases.push(resolve);
        }),
      () => undefined,
    );
    [1, 2, 3, 4].forEach(call);
    expect(ran).toEqual([1]);
    releases[0]?.();
    await Promise.resolve().then(() => undefined);
    expect(ran).toEqual([1, 4]);
  });

  it('keeps one of each key waiting where asked, and forgets none', async () => {
    const ran: string[] = [];
    const call = collapseCalls<string>(
      async (request) => {
        ran.push(request);
        await new Promise((resolve) => setTimeout(resolve));
      },
      () => undefined,
      (request) => request[0],
    );
    ['a1', 'b1', 'c1', 'b2', 'a2', 'c2'].forEach(call);
    await expect.poll(() => ran).toEqual(['a1', 'b2', 'c2', 'a2']);
  });

  it('goes on after an error and reports it', async () => {
    const errors: unknown[] = [];
    const ran: number[] = [];
    const call = collapseCalls<number>(
      (request) => {
        ran.push(request);
        return request === 1 ? Promise.reject(new Error('first')) : Promise.resolve();
      },
      (error) => errors.push(error),
    );
    call(1);
    call(2);
    await new Promise((resolve) => setTimeout(resolve));
    expect(ran).toEqual([1, 2]);
    expect(errors).toHaveLength(1);
  });
});
