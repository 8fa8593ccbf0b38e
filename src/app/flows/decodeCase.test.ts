import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AppState, Case } from '@/app/store/types';
import { fail, type FailureCode, succeed } from '@/core/failure';
import type { CaseRecord, ResultRecord } from '@/storage/records';
import { flushShelf, keepCases } from './keepCases';
import { openCase } from './openCase';
import type { Ports } from './ports';
import { runQueue } from './segmentCase';
import { retryCase, takeFiles } from './takeFiles';
import { takeTruth } from './takeTruth';
import { MADE_WITH, makeCase } from './testing/makeCase';
import { createMemoryShelf } from './testing/memoryShelf';
import { withoutCanvas } from './testing/noCanvas';

const size = { width: 2, height: 2 };
const done = { status: 'done', madeWith: MADE_WITH } as const;
const RESULT = { probabilities: { data: new Float32Array(4) }, fit: {} };
const copy = new File(['a'], 'a.png', { type: 'image/png', lastModified: 1 });

/** A page whose worker reads all files but those in `bad`, and remembers which ones it was given. */
function makePage(cases: readonly Case[], change: Partial<AppState> = {}) {
  const shelf = createMemoryShelf();
  const bad = new Map<Blob, FailureCode>();
  const read: Blob[] = [];
  const truths: Blob[] = [];
  let closed = 0;
  const store = createStore<AppState>(
    () =>
      ({
        engine: { status: 'preparing' },
        cases,
        openId: null,
        isStopped: false,
        stage: null,
        refusals: [],
        notices: [],
        maskChanges: {},
        preferences: { view: 'overlay' },
        keeping: { status: 'on' },
        ...change,
      }) as unknown as AppState,
  );
  const readFile = <Value>(file: Blob, into: Blob[], value: Value) => {
    into.push(file);
    const code = bad.get(file);
    return Promise.resolve(code === undefined ? succeed(value) : fail(code, 'it was moved'));
  };
  const ports = {
    store,
    shelf,
    newId: () => `new-${Math.random()}`,
    pixels: {
      openPicture: (_: string, file: Blob) =>
        readFile(file, read, {
          size,
          decodedSize: size,
          bitmap: { ...size, close: () => closed++ },
        }),
      openTruth: (_: string, file: Blob) =>
        readFile(file, truths, { kind: 'taken', lesionPx: 1, totalPx: 4, border: null }),
      toInput: () => readFile(read.at(-1) ?? copy, [], { fit: {} }),
      setProbabilities: () => Promise.resolve(succeed(null)),
      getProbabilities: () => Promise.resolve(succeed(RESULT)),
      develop: () => Promise.resolve(succeed({ layer: { close: () => undefined } })),
      score: () => Promise.resolve(succeed(null)),
      close: () => Promise.resolve(),
    },
  } as unknown as Ports;
  return {
    ports,
    store,
    shelf,
    bad,
    read,
    truths,
    closedBitmaps: () => closed,
    one: (id = 'a') => store.getState().cases.find((other) => other.id === id)!,
  };
}

type Page = ReturnType<typeof makePage>;

function putOnShelf({ shelf }: Page, id: string, truth: File | null = null): void {
  shelf.records.set(id, { id } as CaseRecord);
  shelf.pictures.set(id, copy);
  if (truth !== null) shelf.truths.set(id, truth);
  shelf.results.set(id, { probabilities: {}, fit: {} } as ResultRecord);
}

withoutCanvas();

describe('a case whose file was moved', () => {
  it('is opened from this device’s copy', async () => {
    const page = makePage([makeCase('a', { progress: done })]);
    putOnShelf(page, 'a');
    page.bad.set(page.one().file, 'file-unreadable');
    await openCase(page.ports, 'a');
    expect(page.store.getState().stage?.caseId).toBe('a');
    expect(page.one()).toMatchObject({ file: copy, progress: { madeWith: MADE_WITH } });
  });

  it('stays in the page and on the shelf where there is no copy, and comes back when it can be read', async () => {
    const page = makePage([makeCase('a', { progress: done }), makeCase('b')]);
    keepCases(page.ports, []);
    await flushShelf(page.ports);
    page.shelf.pictures.delete('a');
    const { file } = page.one();
    page.bad.set(file, 'file-unreadable');
    await openCase(page.ports, 'a');
    expect(page.one().progress).toMatchObject({
      status: 'failed',
      failure: { code: 'file-unreadable' },
      before: done,
    });
    expect(page.store.getState()).toMatchObject({ openId: 'a', stage: null, refusals: [] });
    await flushShelf(page.ports);
    expect(page.shelf.records.get('a')).toMatchObject({ madeWith: MADE_WITH });

    await retryCase(page.ports, 'a');
    expect(page.one().progress.status).toBe('failed');
    page.bad.clear();
    await openCase(page.ports, 'a');
    expect(page.one().progress).toEqual(done);
    expect(page.store.getState().stage?.caseId).toBe('a');
  });

  it('is opened from the copy when it is tried again, also while it is on the stage', async () => {
    const stage = { caseId: 'a', bitmap: { close: () => undefined } } as AppState['stage'];
    const failure = { code: 'file-unreadable', detail: 'it was moved' } as const;
    const progress = { status: 'failed', failure, before: done } as const;
    const page = makePage([makeCase('a', { progress })], { openId: 'a', stage });
    page.bad.set(page.one().file, 'file-unreadable');
    await retryCase(page.ports, 'a');
    expect(page.one().progress).toEqual(progress);
    putOnShelf(page, 'a');
    await retryCase(page.ports, 'a');
    expect(page.one()).toMatchObject({ file: copy, progress: done });
  });

  it('is read from the file that is chosen again', async () => {
    const page = makePage([makeCase('a', { progress: done })]);
    const { file } = page.one();
    page.bad.set(file, 'file-unreadable');
    await openCase(page.ports, 'a');
    const again = new File(['a'], file.name, { type: file.type, lastModified: 1 });
    await takeFiles(page.ports, [again]);
    expect(page.store.getState().cases).toHaveLength(1);
    expect(page.one().file).toBe(again);
    expect(page.store.getState().stage?.caseId).toBe('a');
  });

  it('goes to the network from the copy', async () => {
    const engine = { status: 'ready', card: { input: {} } } as AppState['engine'];
    const page = makePage([makeCase('a')], { engine });
    putOnShelf(page, 'a');
    const { file } = page.one();
    page.read.push(file);
    page.bad.set(file, 'file-unreadable');
    const predict = vi.fn(() => Promise.resolve(fail('predict-failed', 'far enough')));
    const ports = { ...page.ports, engine: { predict } } as unknown as Ports;
    await runQueue(ports);
    expect(page.one()).toMatchObject({
      file: copy,
      progress: { failure: { code: 'predict-failed' } },
    });
    expect(page.closedBitmaps()).toBe(1);
  });

  it('has its truth from the copy too', async () => {
    const moved = new File(['truth'], 'a_mask.png', { lastModified: 2 });
    const kept = new File(['truth'], 'a_mask.png', { lastModified: 2 });
    const options = { resize: false, lesionColour: null };
    const truth = {
      status: 'taken',
      file: moved,
      lesionPx: 1,
      totalPx: 4,
      border: null,
      resized: false,
      options,
    };
    const one = makeCase('a', { progress: done, isLoaded: false, truth: truth as Case['truth'] });
    const page = makePage([one]);
    putOnShelf(page, 'a', kept);
    page.bad.set(moved, 'file-unreadable');
    await openCase(page.ports, 'a');
    expect(page.one()).toMatchObject({ isLoaded: true, truth: { status: 'taken', file: kept } });
  });
});

describe('a new file', () => {
  const given = () => new File(['x'], 'dropped.png', { type: 'image/png' });

  it('that is none is refused', async () => {
    const page = makePage([]);
    const file = given();
    page.bad.set(file, 'file-damaged');
    await takeFiles(page.ports, [file]);
    expect(page.store.getState()).toMatchObject({ cases: [], openId: null });
    expect(page.store.getState().refusals).toHaveLength(1);
  });

  it.each(['out-of-memory', 'worker-stopped'] as const)(
    'that could not be read for want of memory stays, with its truth, to be tried again: %s',
    async (code) => {
      const page = makePage([]);
      const file = given();
      const truth = new File(['t'], 'dropped_mask.png', { type: 'image/png' });
      page.bad.set(file, code);
      await takeFiles(page.ports, [file, truth]);
      const { cases, openId, refusals } = page.store.getState();
      expect(refusals).toEqual([]);
      expect(cases[0]).toMatchObject({ progress: { status: 'failed' }, truth: { file: truth } });
      expect(openId).toBe(cases[0]!.id);

      page.bad.clear();
      await retryCase(page.ports, openId!);
      expect(page.one(openId!)).toMatchObject({
        progress: { status: 'waiting' },
        isLoaded: true,
        truth: { status: 'taken' },
      });
      expect(page.truths).toEqual([truth]);
    },
  );
});

describe('a worker that ends under its work', () => {
  it('leaves the case to be loaded by the next one', async () => {
    const page = makePage([makeCase('a', { progress: done, isLoaded: false })]);
    putOnShelf(page, 'a');
    const pixels = {
      ...page.ports.pixels,
      setProbabilities: () => Promise.resolve(fail('worker-stopped', 'the browser ended it')),
    };
    await openCase({ ...page.ports, pixels }, 'a');
    expect(page.one()).toMatchObject({ progress: done, isLoaded: false });
  });
});

describe('takeTruth', () => {
  it('leaves the truth as it is where the picture cannot be read, and says so', async () => {
    const page = makePage([makeCase('a', { isLoaded: false })]);
    page.bad.set(page.one().file, 'file-unreadable');
    await takeTruth(page.ports, 'a', new File([], 'a_mask.png'));
    expect(page.one().truth).toEqual({ status: 'none' });
    expect(page.store.getState().notices.map(({ text }) => text)).toEqual([
      'a_mask.png was not taken: its picture could not be read. Try that again first.',
    ]);
  });
});
