import { describe, expect, it } from 'vitest';
import { holdLifeLock, type Locks, watchLifeLock } from './lifeLock';

/** The browser's rule: one holds, the others wait in a line until it lets go. */
function makeLocks() {
  const lines = new Map<string, (() => unknown)[]>();
  const locks: Locks = {
    request: (name, held) => {
      const line = lines.get(name) ?? [];
      lines.set(name, [...line, held]);
      if (line.length === 0) void held();
      return Promise.resolve();
    },
  };
  /** As the browser does when a holder's thread is gone. */
  const letGo = (name: string) => {
    const rest = (lines.get(name) ?? []).slice(1);
    lines.set(name, rest);
    rest[0]?.();
  };
  return { locks, letGo };
}

describe('a life lock', () => {
  it('tells of an end, and not before it', () => {
    const { locks, letGo } = makeLocks();
    let ends = 0;
    holdLifeLock(locks, 'engine-1', (message) => watchLifeLock(locks, message, () => ends++));
    expect(ends).toBe(0);
    letGo('engine-1');
    expect(ends).toBe(1);
  });

  it('does not take another message for its own', () => {
    const { locks } = makeLocks();
    let ends = 0;
    for (const message of [null, 'lifeLock', { id: 1 }])
      watchLifeLock(locks, message, () => ends++);
    expect(ends).toBe(0);
  });

  it('does without where the browser has no locks', () => {
    const posted: unknown[] = [];
    holdLifeLock(undefined, 'engine-1', (message) => posted.push(message));
    expect(posted).toEqual([]);
  });
});
