/** A run beside what users do meanwhile: another network, another folder, a clearing, a reload. */
import { beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { NO_EVALUATION } from '@/app/store/evaluation';
import { NO_TRAINING } from '@/app/store/training';
import type { AppState } from '@/app/store/types';
import { fail, type Reply, succeed } from '@/core/failure';
import type { FilePair } from '@/core/naming/pairFolders';
import type { EngineStatus } from '@/engine/protocol';
import type { KeptRow, RunRecord } from '@/storage/evaluationRecords';
import type { EvaluationShelf } from '@/storage/evaluationShelf';
import type { Ports } from './ports';

const SCORED = { kind: 'segmented', lesionPx: 1, totalPx: 4 } as const;

type Network = { readonly id: string; readonly sha256: string };
const LIGHT: Network = { id: 'light', sha256: 'one' };

function toReady({ id, sha256 }: Network): EngineStatus {
  const mask = { threshold: 0.5, keep: 'central', fillHoles: true };
  const files = [{ name: 'weights.bin', bytes: 1, sha256 }];
  const card = { id, name: id, version: '1', input: {}, mask, files };
  return {
    status: 'ready',
    card,
    backend: { name: 'wasm', threads: 1 },
  } as unknown as EngineStatus;
}

/** As the real one: a row of a run that is not the kept one fails. */
function createMemoryShelf(): EvaluationShelf & { readonly rows: Map<string, KeptRow> } {
  let record: RunRecord | null = null;
  const rows = new Map<string, KeptRow>();
  const ofRun = (runId: string, work: () => void): Promise<Reply<null>> => {
    if (record?.runId !== runId) return Promise.resolve(fail('storage-failed', 'replaced'));
    work();
    return Promise.resolve(succeed(null));
  };
  return {
    rows,
    load: () => Promise.resolve(succeed(record && { record, rows: [...rows.values()] })),
    begin: (next) => {
      rows.clear();
      record = next;
      return Promise.resolve(succeed(null));
    },
    describe: (next) => ofRun(next.runId, () => (record = next)),
    writeRows: (runId, found) => ofRun(runId, () => found.forEach((row) => rows.set(row.id, row))),
    count: () => Promise.resolve(succeed(rows.size)),
    clear: () => {
      rows.clear();
      record = null;
      return Promise.resolve(succeed(null));
    },
  };
}

/** A page whose pictures wait until they are released. */
function makePage(shelf = createMemoryShelf(), versions: Record<string, string> = {}) {
  let ids = 0;
  const waiting: (() => void)[] = [];
  let isReleased = false;
  let lesionPx: number = SCORED.lesionPx;
  const release = () => {
    isReleased = true;
    for (const one of waiting.splice(0)) one();
  };
  const store = createStore<AppState>(
    () =>
      ({
        engine: toReady({ ...LIGHT, sha256: versions.light ?? 'one' }),
        modelId: null,
        backendChoice: 'auto',
        ownModels: [],
        cases: [],
        notices: [],
        evaluation: NO_EVALUATION,
        training: NO_TRAINING,
      }) as unknown as AppState,
  );
  const ports = {
    store,
    newId: () => `id-${ids++}`,
    noteModelInAddress: () => undefined,
    openEvaluationShelf: () => Promise.resolve(shelf),
    engine: {
      start: (
        { source }: { source: { modelId: string | null } },
        onStatus: (status: EngineStatus) => void,
      ) => {
        const id = source.modelId ?? 'light';
        onStatus(toReady({ id, sha256: versions[id] ?? 'one' }));
        return Promise.resolve(succeed(null));
      },
      predict: () => Promise.resolve(succeed({ probabilities: {}, backend: {}, fellBack: null })),
    },
    pixels: {
      openEvaluated: () =>
        new Promise((resolve) => {
          const size = { width: 2, height: 2 };
          waiting.push(() => resolve(succeed({ size, input: {} })));
          if (isReleased) release();
        }),
      scoreEvaluated: (_: string, { networks }: { networks: readonly { id: string }[] }) => {
        const ids = [...networks.map(({ id }) => id), 'otsu'];
        const outcomes = Object.fromEntries(ids.map((id) => [id, { ...SCORED, lesionPx }]));
        return Promise.resolve(succeed({ outcomes, sweep: null, mask: null }));
      },
      dropEvaluated: () => Promise.resolve(),
      reckonSet: () => Promise.resolve(succeed({ summaries: [], comparisons: [] })),
    },
  } as unknown as Ports;
  return {
    store,
    ports,
    shelf,
    /** Until so many pictures are being opened. */
    inFlight: (count: number) => vi.waitFor(() => expect(waiting).toHaveLength(count)),
    give: (folder: string, count = 3) => {
      const sources = Array.from({ length: count }, (_, index) => ({
        path: `${folder}/${index}.jpg`,
        role: null,
        content: new File([folder], `${folder}${index}.jpg`, { lastModified: 1 }),
      }));
      return { sources, pairs: sources.map(({ path }) => toPair(path)) };
    },
    release,
    hold: () => {
      isReleased = false;
    },
    /** So many pixels are lesion from now on. */
    answer: (px: number) => {
      lesionPx = px;
    },
    words: () => store.getState().notices.map(({ text }) => text),
    rows: () => store.getState().evaluation.rows,
  };
}

function toPair(path: string): FilePair {
  return { id: path, picture: path, truth: null, mask: null };
}

type Page = ReturnType<typeof makePage>;

/** The flows with a memory of their own, as after a reload. */
async function loadFlows() {
  vi.resetModules();
  return {
    ...(await import('./runEvaluation')),
    ...(await import('./keepEvaluation')),
    ...(await import('./takeFolder')),
    ...(await import('./chooseModel')),
  };
}

async function give(page: Page, folder: string, count?: number): Promise<void> {
  const { sources, pairs } = page.give(folder, count);
  const { evaluation } = page.store.getState();
  page.store.setState({
    evaluation: { ...evaluation, sources, pairing: { pairs, leftovers: [] } },
  });
  await flows.takeKeptRows(page.ports);
}

/** Until its first pictures are being opened, four at most; `run` ends with it. */
async function begin(page: Page, folder: string, count = 3) {
  await give(page, folder, count);
  const run = flows.runEvaluation(page.ports);
  await page.inFlight(Math.min(count, 4));
  return { run };
}

let flows: Awaited<ReturnType<typeof loadFlows>>;

beforeEach(async () => {
  flows = await loadFlows();
});

test('another network is not chosen while rows of this one come in', async () => {
  const page = makePage();
  const { run } = await begin(page, 'a');
  await flows.chooseModel(page.ports, 'full');
  expect(page.words()).toEqual([
    'An evaluation is running: stop it before you change the network.',
  ]);
  expect(page.store.getState().engine).toMatchObject({ card: { id: 'light' } });
  page.release();
  await run;
  expect(page.store.getState().evaluation.run.status).toBe('done');
  expect(page.rows()).toHaveLength(3);
});

test('an answer of another network is no row', async () => {
  const page = makePage();
  const { run } = await begin(page, 'a');
  flows.stopEvaluation(page.ports);
  page.store.setState({ engine: toReady({ id: 'full', sha256: 'two' }) });
  page.release();
  await run;
  expect(page.rows()).toEqual([]);
  expect(page.store.getState().evaluation.run.status).toBe('stopped');
});

test('stopped among the last pictures it is done', async () => {
  const page = makePage();
  const { run } = await begin(page, 'a');
  flows.stopEvaluation(page.ports);
  page.release();
  await run;
  expect(page.store.getState().evaluation.run).toMatchObject({ status: 'done', done: 3 });
});

test('gone on with while its last pictures end, it begins no other run', async () => {
  const page = makePage();
  const { run } = await begin(page, 'a');
  const { contenders } = page.store.getState().evaluation;
  flows.stopEvaluation(page.ports);
  const goneOn = flows.runEvaluation(page.ports);
  page.release();
  await Promise.all([run, goneOn]);
  const { evaluation } = page.store.getState();
  expect(evaluation.run).toMatchObject({ status: 'done', done: 3 });
  expect(evaluation.contenders).toBe(contenders);
});

test('what ends after the folder was taken away joins no other', async () => {
  const page = makePage();
  const { run } = await begin(page, 'b');
  flows.stopEvaluation(page.ports);
  flows.clearFolder(page.ports);
  await give(page, 'c');
  page.release();
  await run;
  expect(page.rows()).toEqual([]);
  expect(page.store.getState().evaluation.run.status).toBe('idle');
});

test('a run that is cleared goes on without being kept', async () => {
  const page = makePage();
  const { run } = await begin(page, 'a');
  await flows.forgetEvaluation(page.ports);
  page.release();
  await run;
  expect(page.rows()).toHaveLength(3);
  expect(page.shelf.rows.size).toBe(0);
  expect(page.store.getState().evaluation.notKept).toMatchObject({
    detail: 'what was kept of it has been cleared',
  });
});

test('kept rows that another version of the network made are made again', async () => {
  const shelf = createMemoryShelf();
  const before = makePage(shelf);
  await give(before, 'a', 6);
  const stopped = flows.runEvaluation(before.ports);
  await before.inFlight(4);
  flows.stopEvaluation(before.ports);
  before.release();
  await stopped;
  expect(before.rows()).toHaveLength(4);

  flows = await loadFlows();
  const page = makePage(shelf, { light: 'newer' });
  await flows.restoreEvaluation(page.ports);
  await give(page, 'a', 6);
  expect(page.rows()).toHaveLength(4);
  const run = flows.runEvaluation(page.ports);
  await page.inFlight(4);
  expect(page.rows()).toEqual([]);
  expect(page.words()[0]).toContain('light has changed since');
  page.release();
  await run;
  expect(page.rows()).toHaveLength(6);
  expect(shelf.rows.size).toBe(6);
  const { described } = page.store.getState().evaluation;
  expect(described.find(({ id }) => id === 'main')).toMatchObject({ sha256: 'newer' });
});

test('of two runs on the same files the last one comes back', async () => {
  const page = makePage();
  page.release();
  await give(page, 'a');
  await flows.runEvaluation(page.ports);
  page.answer(3);
  await flows.runEvaluation(page.ports);
  flows.clearFolder(page.ports);
  await give(page, 'a');
  expect(page.rows().map(({ outcomes }) => outcomes.main)).toEqual(
    Array(3).fill({ ...SCORED, lesionPx: 3 }),
  );
});

test('rows of an earlier run do not come back as those of one that has none yet', async () => {
  const page = makePage();
  page.release();
  await give(page, 'a');
  await flows.runEvaluation(page.ports);
  page.hold();
  const second = flows.runEvaluation(page.ports);
  await page.inFlight(3);
  flows.stopEvaluation(page.ports);
  flows.clearFolder(page.ports);
  page.release();
  await second;
  await give(page, 'a');
  expect(page.rows()).toEqual([]);
});

test('what was evaluated in this visit comes back with its folder', async () => {
  const page = makePage();
  const { run } = await begin(page, 'a');
  page.release();
  await run;
  flows.clearFolder(page.ports);
  expect(page.rows()).toEqual([]);
  await give(page, 'a');
  expect(page.rows()).toHaveLength(3);
  expect(page.store.getState().evaluation.run).toMatchObject({ status: 'done', done: 3, total: 3 });
});

test('a run says how its truths were taken, whatever the box says since', async () => {
  const page = makePage();
  const { run } = await begin(page, 'a');
  page.release();
  await run;
  const { evaluation } = page.store.getState();
  const choices = { ...evaluation.choices, isTruthResized: true };
  page.store.setState({ evaluation: { ...evaluation, choices } });
  const { toFacts } = await import('./saveEvaluation');
  expect(toFacts(page.store.getState()).isTruthResized).toBe(false);
});

test('figures are discarded to begin anew; leaving the rule as it is keeps them', async () => {
  const page = makePage();
  const { run } = await begin(page, 'a');
  page.release();
  await run;
  await flows.changeRule(page.ports, page.store.getState().evaluation.rule);
  expect(page.rows()).toHaveLength(3);
  flows.discardRun(page.ports);
  expect(page.store.getState().evaluation).toMatchObject({ rows: [], run: { status: 'idle' } });
});

/** The rival's model after the main one's, both over six pictures. */
function compareWith(page: Page, rivalModelId: string): void {
  const { evaluation } = page.store.getState();
  const choices = { ...evaluation.choices, rival: 'model', rivalModelId } as const;
  page.store.setState({ evaluation: { ...evaluation, choices } });
}

const runningId = ({ store }: Page) => {
  const { engine } = store.getState();
  return engine.status === 'ready' ? engine.card.id : null;
};

test('where the rival has changed both are made again, and the page’s network is back at the end', async () => {
  const shelf = createMemoryShelf();
  const before = makePage(shelf);
  compareWith(before, 'full');
  await give(before, 'a', 6);
  before.release();
  const holdRival = before.store.subscribe(() => {
    if (runningId(before) === 'full') before.hold();
  });
  const stopped = flows.runEvaluation(before.ports);
  await before.inFlight(4);
  holdRival();
  flows.stopEvaluation(before.ports);
  before.release();
  await stopped;
  expect(runningId(before)).toBe('light');

  flows = await loadFlows();
  const page = makePage(shelf, { full: 'newer' });
  await flows.restoreEvaluation(page.ports);
  await give(page, 'a', 6);
  expect(page.rows()).toHaveLength(6);
  page.release();
  await flows.runEvaluation(page.ports);
  const { contenders, described, run } = page.store.getState().evaluation;
  expect(run.status).toBe('done');
  expect(contenders).toMatchObject([{ modelId: 'light' }, { modelId: 'full' }, { kind: 'otsu' }]);
  expect(described.find(({ id }) => id === 'rival')).toMatchObject({ sha256: 'newer' });
  expect(runningId(page)).toBe('light');
});

test('a network that is chosen after the stop stays', async () => {
  const page = makePage();
  const { run } = await begin(page, 'a');
  flows.stopEvaluation(page.ports);
  await flows.chooseModel(page.ports, 'full');
  page.release();
  await run;
  expect(runningId(page)).toBe('full');
});

test('a run that is asked for twice runs once', async () => {
  const page = makePage();
  const { run: first } = await begin(page, 'a');
  flows.stopEvaluation(page.ports);
  const again = flows.runEvaluation(page.ports);
  expect(flows.runEvaluation(page.ports)).toBe(again);
  page.release();
  await Promise.all([first, again]);
  expect(page.store.getState().evaluation.run).toMatchObject({ status: 'done', done: 3 });
});

test('a run that goes on after a clearing is kept whole', async () => {
  const page = makePage();
  const { run } = await begin(page, 'a', 6);
  flows.stopEvaluation(page.ports);
  page.release();
  await run;
  await flows.forgetEvaluation(page.ports);
  expect(page.shelf.rows.size).toBe(0);
  await flows.runEvaluation(page.ports);
  expect(page.shelf.rows.size).toBe(6);
  expect(await flows.countKeptRows(page.ports)).toBe(6);
});
