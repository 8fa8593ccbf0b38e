import { describe, expect, it } from 'vitest';
import { fail, succeed } from '@/core/failure';
import { startEngine } from './startEngine';
import { makeEnginePage, toReady } from './testing/makeEnginePage';

const ready = toReady('light');

/** A page with a picture that waits, whose engine is starting. */
function makePage() {
  const progress = { status: 'waiting' } as const;
  const page = makeEnginePage({ status: 'choosing-backend' }, { progress });
  return { ...page, started: startEngine(page.ports) };
}

describe('startEngine', () => {
  it.each(['the state', 'the reply'])('segments what waits when %s comes first', async (first) => {
    const page = makePage();
    if (first === 'the state') page.tell(ready);
    page.reply(succeed(null));
    await page.started;
    if (first === 'the reply') page.tell(ready);
    await page.settle();
    expect(page.asked).toEqual(['a']);
  });

  it('stays failed when a state comes late', async () => {
    const page = makePage();
    page.reply(fail('model-missing', 'card.json is not there'));
    await page.started;
    page.tell({ status: 'preparing' });
    expect(page.store.getState().engine.status).toBe('failed');
  });
});
