import { describe, expect, it } from 'vitest';
import type { Case } from '@/app/store/types';
import { succeed } from '@/core/failure';
import type { Ports } from './ports';
import { runQueue } from './segmentCase';
import { makeCase } from './testing/makeCase';
import { makeEnginePage, toReady } from './testing/makeEnginePage';

describe('a new outline', () => {
  it('has nothing of the one before it', async () => {
    const known = { scores: {}, measures: {}, scale: {} } as Partial<Case>;
    const page = makeEnginePage(toReady('light'), makeCase('a', known));
    const ports = {
      ...page.ports,
      engine: { predict: () => Promise.resolve(succeed({ fellBack: null })) },
      pixels: {
        toInput: () => Promise.resolve(succeed({ fit: {} })),
        setProbabilities: () => Promise.resolve(succeed(null)),
      },
    } as unknown as Ports;
    page.store.setState({ openId: null });
    await runQueue(ports);
    expect(page.store.getState().cases[0]).toMatchObject({
      progress: { status: 'done', madeWith: { modelId: 'light' } },
      scores: null,
      measures: null,
      scale: {},
    });
  });
});
