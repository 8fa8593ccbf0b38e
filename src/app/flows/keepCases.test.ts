import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AppState, Case } from '@/app/store/types';
import { updateCase } from '@/app/store/store';
import { succeed } from '@/core/failure';
import { clearShelf, flushShelf, keepCases } from './keepCases';
import type { Ports } from './ports';
import { MADE_WITH, makeCase } from './testing/makeCase';
import { createMemoryShelf } from './testing/memoryShelf';

const RESULT = { probabilities: { width: 1, height: 1, data: Float32Array.of(1) }, fit: {} };

/** A page with these cases, which are kept from now on. */
function makePage(...cases: readonly Case[]) {
  const shelf = createMemoryShelf();
  const store = createStore<AppState>(
    () =>
      ({
        cases,
        openId: null,
        maskChanges: {},
        notices: [],
        keeping: { status: 'on' },
      }) as unknown as AppState,
  );
  const ports = {
    store,
    shelf,
    newId: () => 'id',
    pixels: { getProbabilities: () => Promise.resolve(succeed(RESULT)) },
  } as unknown as Ports;
  keepCases(ports, []);
  return {
    ports,
    store,
    shelf,
    write: () => flushShelf(ports),
    notices: () => store.getState().notices.map(({ text }) => text),
    keeping: () => store.getState().keeping,
  };
}

const truth = new File(['truth'], 'a_mask.png', { type: 'image/png', lastModified: 2 });
const options = { resize: false, lesionColour: null };

describe('keepCases', () => {
  it('leaves out one case whose file was moved, says so once, and keeps the others', async () => {
    const [a, b] = [makeCase('a'), makeCase('b')];
    const page = makePage(a, b);
    page.shelf.moved.add(a.file);
    await page.write();
    expect([...page.shelf.records.keys()]).toEqual(['b']);
    expect(page.keeping()).toMatchObject({ status: 'on', cases: 1, unkept: 1 });
    updateCase(page.store, 'a', { scale: null });
    updateCase(page.store, 'b', { progress: { status: 'done', madeWith: MADE_WITH } });
    await page.write();
    expect(page.shelf.results.has('b')).toBe(true);
    expect(page.notices()).toEqual([
      'a.png could not be kept. It stays until you close the page. If its file was moved or changed, choose it again.',
    ]);

    updateCase(page.store, 'a', { file: new File(['a'], 'a.png') });
    await page.write();
    expect([...page.shelf.records.keys()]).toEqual(['b', 'a']);
    expect(page.keeping()).toMatchObject({ cases: 2, unkept: 0 });
  });

  it('keeps nothing where nothing at all can be written, and says that only', async () => {
    const page = makePage(makeCase('a'), makeCase('b'));
    page.shelf.isBroken = true;
    await page.write();
    expect(page.keeping().status).toBe('off');
    expect(page.notices()).toHaveLength(1);
    expect(page.notices()[0]).toMatch(/^Your cases are not kept/);
  });

  it('keeps pictures before they are opened, with their truths, and what may be none only after', async () => {
    const unopened = { picture: null, isLoaded: false, progress: { status: 'opening' } } as const;
    const page = makePage(
      makeCase('a', { ...unopened, truth: { status: 'opening', file: truth } }),
      makeCase('b', { ...unopened, file: new File(['film'], 'film', { type: 'video/mp4' }) }),
    );
    await page.write();
    expect([...page.shelf.records.keys()]).toEqual(['a']);
    expect(page.shelf.records.get('a')).toMatchObject({ version: 2, name: 'a.png' });
    expect(page.shelf.truths.get('a')).toBe(truth);

    const size = { width: 2, height: 2 };
    const taken = {
      status: 'taken',
      file: truth,
      lesionPx: 1,
      totalPx: 4,
      border: null,
      resized: false,
      options,
    };
    const opened = {
      picture: { size, decodedSize: size },
      progress: { status: 'waiting' },
    } as const;
    updateCase(page.store, 'a', { ...opened, truth: taken as Case['truth'] });
    updateCase(page.store, 'b', opened);
    await page.write();
    expect(page.shelf.records.get('a')).toMatchObject({ version: 1, truth: { status: 'taken' } });
    expect(page.shelf.truths.get('a')).toBe(truth);
    expect(page.shelf.pictures.has('b')).toBe(true);
  });

  it('loses nothing of a case whose picture or truth cannot be read again', async () => {
    const done = { status: 'done', madeWith: MADE_WITH } as const;
    const taken = {
      status: 'taken',
      file: truth,
      lesionPx: 1,
      totalPx: 4,
      border: null,
      resized: false,
      options,
    };
    const page = makePage(makeCase('a', { progress: done, truth: taken as Case['truth'] }));
    await page.write();
    const before = page.shelf.records.get('a');
    const failure = { code: 'out-of-memory', detail: '' } as const;
    updateCase(page.store, 'a', {
      progress: { status: 'failed', failure, before: done },
      truth: { status: 'failed', file: truth, failure },
    });
    await page.write();
    expect(page.shelf.records.get('a')).toMatchObject({
      madeWith: MADE_WITH,
      truth: before?.truth,
    });
    expect(page.shelf.truths.get('a')).toBe(truth);

    updateCase(page.store, 'a', { truth: { status: 'none' } });
    await page.write();
    expect(page.shelf.truths.has('a')).toBe(false);
  });
});

describe('clearShelf', () => {
  it('replies whether it is empty', async () => {
    const page = makePage(makeCase('a'));
    await page.write();
    page.shelf.isBroken = true;
    expect((await clearShelf(page.ports)).ok).toBe(false);
    page.shelf.isBroken = false;
    expect((await clearShelf(page.ports)).ok).toBe(true);
    expect(page.shelf.records.size).toBe(0);
  });

  it('leaves the shelf of another tab alone', async () => {
    const page = makePage();
    page.shelf.records.set('a', {} as never);
    const ports = {
      ...page.ports,
      store: createStore(() => ({ keeping: { status: 'elsewhere' } })),
    };
    expect((await clearShelf(ports as unknown as Ports)).ok).toBe(true);
    expect(page.shelf.records.size).toBe(1);
  });
});
