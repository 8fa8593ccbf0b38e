import { describe, expect, it } from 'vitest';
import { succeed } from '@/core/failure';
import { inTurn, replying } from './replying';

describe('replying', () => {
  it('hands on a reply and turns what is thrown into a failure', async () => {
    expect(await replying(() => succeed(1))).toEqual(succeed(1));
    const lost = await replying(() => {
      throw new TypeError('no');
    });
    expect(lost).toMatchObject({
      ok: false,
      failure: { code: 'unexpected', cause: 'TypeError: no' },
    });
    const full = await replying(() => succeed(new Uint8Array(2 ** 53)));
    expect(full).toMatchObject({ ok: false, failure: { code: 'out-of-memory' } });
  });
});

describe('inTurn', () => {
  it('runs one after the other, also after one that failed', async () => {
    const order: string[] = [];
    const step = (name: string, fails: boolean) =>
      inTurn(async () => {
        order.push(`${name} starts`);
        await Promise.resolve();
        order.push(`${name} ends`);
        if (fails) throw new Error(name);
        return succeed(name);
      });
    const replies = await Promise.all([step('a', true), step('b', false)]);
    expect(order).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
    expect(replies.map(({ ok }) => ok)).toEqual([false, true]);
  });
});
