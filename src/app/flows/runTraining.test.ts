import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { changeTraining, DEFAULT_CHOICES, NO_TRAINING, toBasis } from '@/app/store/training';
import type { AppState } from '@/app/store/types';
import { checkPairs } from '@/core/dataset/checks';
import { splitPairs } from '@/core/dataset/split';
import { type Failure, fail, type Reply, succeed } from '@/core/failure';
import type {
  OpenedTraining,
  PassResult,
  TrainedModel,
  TrainingEstimate,
  TrainingOrder,
} from '@/engine/protocol';
import type { KeptTraining } from '@/storage/trainingShelf';
import { clearKeptTraining, forgetTraining, offerKeptTraining } from './keepTraining';
import { dropTraining } from './heldTraining';
import { closeTraining } from './openTraining';
import { estimateTraining, stopEstimate } from './planTraining';
import { movePicture } from './changeTraining';
import type { Ports } from './ports';
import {
  finishTraining,
  goOnKeptTraining,
  goOnTraining,
  pauseTraining,
  startTraining,
  stopTraining,
} from './runTraining';
import { trainingData } from './trainingData';

const IDS = Array.from({ length: 10 }, (_, i) => `p${i}`);
const PAIR = { side: 2, image: new Uint8Array(12), truth: new Uint8Array(4) };
const ESTIMATE = { secondsPerStep: 1, secondsPerPass: 2, bytes: 10, limitBytes: null };

const FIRST_PASS = {
  status: 'done',
  row: { pass: 1, trainingLoss: 1, validation: { loss: 1, dice: 0.5, jaccard: 0.3 } },
  bestPass: 1,
  shouldStop: false,
  previews: [],
  fellBack: null,
} as unknown as PassResult;

/** A page with ten pairs, whose engine and shelf do as they are told and remember what they were asked. */
function makePage(passes = 3) {
  const store = createStore<AppState>(
    () =>
      ({
        engine: { status: 'ready', card: { id: 'light', name: 'Light', input: {} } },
        ownModels: [],
        notices: [],
        training: { ...NO_TRAINING },
      }) as unknown as AppState,
  );
  const facts = { size: { width: 2, height: 2 }, lesionShare: 0.3, isTruthThePicture: false };
  const pictures = checkPairs(IDS.map((id) => ({ ...facts, id, pictureHash: id })));
  changeTraining(store, {
    pictures: pictures.map((one) => ({ ...one, name: `${one.id}.png`, thumbnailUrl: '' })),
    parts: Object.fromEntries(splitPairs(IDS, 1)),
    choices: { ...DEFAULT_CHOICES, limit: { kind: 'passes', passes } },
  });
  for (const id of IDS) {
    const files = { picture: new Blob(['p']), truth: new Blob(['t']) };
    trainingData(store).set(id, { pair: PAIR, files, given: null });
  }
  const asked: string[] = [];
  const orders: TrainingOrder[] = [];
  const shelf: { kept: KeptTraining | null; failure: Failure | null } = {
    kept: null,
    failure: null,
  };
  const engine = {
    estimate: succeed<TrainingEstimate>(ESTIMATE as TrainingEstimate) as
      Reply<TrainingEstimate> | Promise<Reply<TrainingEstimate>>,
    pass: 0,
    /** What the next passes answer instead of a row. */
    answers: [] as (Reply<PassResult> | Promise<Reply<PassResult>>)[],
  };
  const row = (pass: number) => ({
    pass,
    trainingLoss: pass === 0 ? null : 1 / pass,
    validation: { loss: 1, dice: pass / 10, jaccard: 0 },
    seconds: 1,
    steps: 2,
    batch: 4,
    backend: 'wasm' as const,
  });
  let isLocked = false;
  const ports = {
    store,
    newId: () => 'run-1',
    takeLock: () => Promise.resolve(isLocked ? null : () => asked.push('unlock')),
    pixels: {
      resizeForTraining: (pairs: unknown) => Promise.resolve(succeed(pairs)),
      drawViews: () => Promise.resolve(succeed([new Blob()])),
      encodePair: () => Promise.resolve(succeed({ picture: new Blob(), truth: new Blob() })),
    },
    engine: {
      openTraining: (order: TrainingOrder) => {
        orders.push(order);
        engine.pass = order.checkpoint === null ? 0 : order.checkpoint[0]!;
        const rows = Array.from({ length: engine.pass + 1 }, (_, pass) => row(pass));
        return Promise.resolve(succeed({ rows, bestPass: engine.pass, previews: [] }));
      },
      estimateTraining: () => Promise.resolve(engine.estimate),
      runPass: () => {
        const answer = engine.answers.shift();
        if (answer !== undefined) {
          if ('ok' in answer && answer.ok && answer.value.status === 'done') engine.pass++;
          return Promise.resolve(answer);
        }
        const pass = ++engine.pass;
        const shouldStop = pass >= passes;
        const result = {
          status: 'done',
          row: row(pass),
          bestPass: pass,
          shouldStop,
          previews: [],
          fellBack: null,
        };
        return Promise.resolve(succeed(result));
      },
      takeCheckpoint: () => Promise.resolve(succeed(Uint8Array.of(engine.pass))),
      pausePass: () => Promise.resolve(asked.push('pause')),
      goOn: () => Promise.resolve(asked.push('go on')),
      stopPass: () => Promise.resolve(asked.push('stop')),
      closeTraining: () => Promise.resolve(asked.push('close')),
      finishTraining: () => Promise.resolve(fail('unexpected', 'far enough for this test')),
    },
    openTrainingShelf: () =>
      Promise.resolve({
        begin: (training: KeptTraining) => {
          if (shelf.failure !== null) return Promise.resolve({ ok: false, failure: shelf.failure });
          shelf.kept = training;
          return Promise.resolve(succeed(null));
        },
        writeCheckpoint: (record: KeptTraining['record'], checkpoint: Uint8Array<ArrayBuffer>) => {
          shelf.kept = { ...shelf.kept!, record, checkpoint };
          return Promise.resolve(succeed(null));
        },
        writeRecord: (record: KeptTraining['record']) => {
          shelf.kept = { ...shelf.kept!, record };
          return Promise.resolve(succeed(null));
        },
        peek: () => Promise.resolve(succeed(shelf.kept?.record ?? null)),
        load: () => Promise.resolve(succeed(shelf.kept)),
        clear: () => {
          if (shelf.failure !== null) return Promise.resolve({ ok: false, failure: shelf.failure });
          shelf.kept = null;
          return Promise.resolve(succeed(null));
        },
      }),
  } as unknown as Ports;
  return {
    ports,
    store,
    asked,
    orders,
    shelf,
    engine,
    lock: () => (isLocked = true),
    run: () => store.getState().training.run,
  };
}

beforeEach(() => {
  URL.createObjectURL = () => 'blob:';
  URL.revokeObjectURL = () => undefined;
});

describe('startTraining', () => {
  it('measures, trains all passes, writes each down, and goes on to compare', async () => {
    const page = makePage(3);
    await startTraining(page.ports);
    expect(page.store.getState().training.estimate.status).toBe('done');
    expect(page.run().rows.map(({ pass }) => pass)).toEqual([0, 1, 2, 3]);
    expect(page.run().failure?.detail).toBe('far enough for this test');
    expect(page.shelf.kept?.record).toMatchObject({ pass: 3, isEnded: true });
    const { training, validation, previews } = page.orders[0]!;
    expect([training.length, validation.length, previews.length]).toEqual([6, 2, 2]);
    const tests = [...page.shelf.kept!.tests.keys()];
    expect(tests).toHaveLength(2);
    const used = [...training, ...validation].map(({ id }) => id);
    expect(tests.filter((id) => used.includes(id))).toEqual([]);
  });

  it('plans as many passes as fit into the minutes', async () => {
    const page = makePage(3);
    const limit = { kind: 'minutes', minutes: 1 } as const;
    changeTraining(page.store, { choices: { ...DEFAULT_CHOICES, limit } });
    await startTraining(page.ports);
    expect(page.orders.map(({ settings }) => settings.passes)).toEqual([20, 30]);
  });

  it('is at its end when the minutes are', async () => {
    const page = makePage(30);
    const limit = { kind: 'minutes', minutes: 1e-9 } as const;
    changeTraining(page.store, { choices: { ...DEFAULT_CHOICES, limit } });
    page.engine.answers = [succeed(FIRST_PASS)];
    await startTraining(page.ports);
    expect(page.shelf.kept?.record).toMatchObject({ pass: 1, isEnded: true });
  });

  it('refuses what would not fit, and trains nothing', async () => {
    const page = makePage();
    page.engine.estimate = succeed({
      ...ESTIMATE,
      bytes: 2e9,
      limitBytes: 1e9,
    } as TrainingEstimate);
    await startTraining(page.ports);
    const { estimate, run } = page.store.getState().training;
    expect(estimate).toMatchObject({ status: 'failed', failure: { code: 'training-memory' } });
    expect(run.status).toBe('idle');
    expect(page.asked).toContain('unlock');
  });

  it('refuses while another tab trains', async () => {
    const page = makePage();
    page.lock();
    await startTraining(page.ports);
    expect(page.store.getState().training.estimate).toMatchObject({
      status: 'failed',
      failure: { code: 'training-elsewhere' },
    });
  });

  it('trains where nothing can be kept, and says so', async () => {
    const page = makePage();
    page.shelf.failure = { code: 'storage-full', detail: 'no more room' };
    await startTraining(page.ports);
    expect(page.store.getState().training.notKept?.code).toBe('storage-full');
    expect(page.run().rows).toHaveLength(4);
  });

  it('stops when the loss is no number any more, with what was best before', async () => {
    const page = makePage();
    page.engine.answers = [succeed(FIRST_PASS), fail('training-diverged', 'the loss became NaN')];
    await startTraining(page.ports);
    expect(page.run()).toMatchObject({ status: 'stopped', bestPass: 1 });
    expect(page.run().failure?.code).toBe('training-diverged');
  });
});

describe('stopping and going on', () => {
  it('stops a pass under way and goes on in the same engine', async () => {
    const page = makePage();
    let settle: (reply: Reply<PassResult>) => void = () => undefined;
    page.engine.answers = [new Promise((resolve) => (settle = resolve))];
    const started = startTraining(page.ports);
    await expect.poll(() => page.run().status).toBe('running');
    await pauseTraining(page.ports);
    expect(page.run().status).toBe('paused');
    await goOnTraining(page.ports);
    await stopTraining(page.ports);
    expect(page.run().status).toBe('halting');
    settle(succeed({ status: 'stopped' }));
    await started;
    expect(page.run().status).toBe('stopped');
    expect(page.asked).toEqual(expect.arrayContaining(['pause', 'go on', 'stop']));
    await goOnTraining(page.ports);
    expect(page.orders).toHaveLength(1);
    expect(page.run().rows).toHaveLength(4);
  });

  it('offers a kept training at the next visit and goes on from its checkpoint', async () => {
    const page = makePage(3);
    page.engine.answers = [];
    await startTraining(page.ports);
    await closeTraining(page.ports);
    const { record, ...kept } = page.shelf.kept!;
    const next = makePage(3);
    next.shelf.kept = {
      ...kept,
      record: { ...record, pass: 1, isEnded: false },
      checkpoint: Uint8Array.of(1),
    };
    changeTraining(next.store, NO_TRAINING);
    trainingData(next.store).clear();
    await offerKeptTraining(next.ports);
    expect(next.store.getState().training.kept).toMatchObject({ pass: 1, passes: 3, pictures: 10 });
    await goOnKeptTraining(next.ports);
    expect(next.orders[0]!.checkpoint).toEqual(Uint8Array.of(1));
    expect(next.run().rows.map(({ pass }) => pass)).toEqual([0, 1, 2, 3]);
    expect(next.store.getState().training.pictures).toHaveLength(10);
    expect(next.store.getState().training.kept).toBeNull();
  });

  it('comes back from the shelf when the engine died', async () => {
    const page = makePage(3);
    page.engine.answers = [fail('worker-stopped', 'the browser ended it')];
    await startTraining(page.ports);
    expect(page.run().failure?.code).toBe('worker-stopped');
    expect(page.run().status).toBe('failed');
    await goOnTraining(page.ports);
    expect(page.orders).toHaveLength(2);
    expect(page.run().rows).toHaveLength(4);
  });

  it('does not train again what was compared, also after a reload', async () => {
    const page = await stopAfterOnePass();
    await finishTraining(page.ports);
    expect(page.shelf.kept?.record).toMatchObject({ pass: 1, isEnded: true });
    await goOnTraining(page.ports);
    expect(page.run()).toMatchObject({ isEnded: true, rows: [{ pass: 0 }, { pass: 1 }] });
  });

  it('tells that pairs or settings are not those it was begun with', async () => {
    const page = await stopAfterOnePass();
    const isChanged = () => page.run().basis !== toBasis(page.store.getState().training);
    expect(isChanged()).toBe(false);
    const { parts } = page.store.getState().training;
    movePicture(page.ports, 'p0', parts.p0 === 'test' ? 'training' : 'test');
    expect(isChanged()).toBe(true);
  });

  it('comes back from the shelf when the engine died between two passes', async () => {
    const page = await stopAfterOnePass();
    dropTraining(page.ports);
    await goOnTraining(page.ports);
    expect(page.orders[1]!.checkpoint).toEqual(Uint8Array.of(1));
    expect(page.run().rows).toHaveLength(4);
  });
});

describe('the comparison at the end', () => {
  /** A stopped training whose network, test part and samples can be read, and what of the test part was opened. */
  async function stopBeforeComparison() {
    const page = await stopAfterOnePass();
    const opened: string[] = [];
    const { engine, pixels } = page.ports;
    engine.finishTraining = () =>
      Promise.resolve(succeed({ inputSize: {}, bestPass: 1 } as unknown as TrainedModel));
    pixels.openEvaluated = async (_, { picture }) => {
      if (picture !== null) opened.push(await picture.text());
      return fail('file-damaged', 'enough of it');
    };
    pixels.drawSample = () => Promise.resolve(fail('unexpected', 'not in this test'));
    pixels.reckonSet = () => Promise.resolve(succeed({ summaries: [], comparisons: [] }));
    return { ...page, opened };
  }

  it('scores the test part that it began with, also where other truths were given since', async () => {
    const page = await stopBeforeComparison();
    const files = { picture: new Blob(['other']), truth: new Blob(['other']) };
    for (const id of IDS) trainingData(page.store).set(id, { pair: PAIR, files, given: null });
    await finishTraining(page.ports);
    expect(page.run().status).toBe('done');
    expect(page.opened).toEqual(['p', 'p', 'p', 'p']);
  });

  it('ends also where the pairs are gone, and what it could not foresee is told', async () => {
    const page = await stopBeforeComparison();
    trainingData(page.store).clear();
    await finishTraining(page.ports);
    expect(page.run().status).toBe('done');

    const broken = await stopBeforeComparison();
    broken.ports.pixels.openEvaluated = () => Promise.reject(new Error('it broke'));
    await finishTraining(broken.ports);
    expect(broken.run()).toMatchObject({ status: 'stopped', failure: { detail: /it broke/ } });
  });
});

describe('an earlier training that is offered', () => {
  it('takes its own pairs, not those that were given and measured since', async () => {
    const { ports, store, orders, shelf, engine } = await stopAfterOnePass();
    const before = orders[0]!.training.map(({ id }) => id).sort();
    changeTraining(store, { parts: Object.fromEntries(splitPairs(IDS, 7)) });
    await estimateTraining(ports);
    expect(orders[1]!.training.map(({ id }) => id).sort()).not.toEqual(before);
    expect(store.getState().training.kept).toMatchObject({ pass: 1 });
    engine.answers = [];
    await goOnKeptTraining(ports);
    expect(orders[2]!.training.map(({ id }) => id).sort()).toEqual(before);
    expect(orders[2]!.checkpoint).toEqual(Uint8Array.of(1));
    expect(store.getState().training.parts).toEqual(Object.fromEntries(splitPairs(IDS, 1)));
    expect(shelf.kept?.record.pass).toBe(3);
  });

  it('keeps the pairs that were kept where others of the same names were given', async () => {
    const { ports, store, orders } = await stopAfterOnePass();
    await closeTraining(ports);
    for (const id of IDS) {
      const pair = { ...PAIR, truth: Uint8Array.of(9, 9, 9, 9) };
      const files = { picture: new Blob(['other']), truth: new Blob(['other']) };
      trainingData(store).set(id, { pair, files, given: null });
    }
    await goOnKeptTraining(ports);
    expect(orders.at(-1)!.training[0]!.truth).toEqual(PAIR.truth);
    const test = store
      .getState()
      .training.pictures.find(({ id }) => store.getState().training.parts[id] === 'test')!;
    const files = trainingData(store).get(test.id)!.files;
    expect(await (files.picture as Blob).text()).toBe('p');
  });

  it('is not forgotten while another tab trains it, nor where the disk refuses', async () => {
    const page = await stopAfterOnePass();
    await closeTraining(page.ports);
    await offerKeptTraining(page.ports);
    page.lock();
    await forgetTraining(page.ports);
    expect(page.shelf.kept).not.toBeNull();
    expect(page.store.getState().notices.at(-1)).toMatchObject({ kind: 'warning' });
  });

  it('goes on unkept when all that is stored is cleared', async () => {
    const page = await stopAfterOnePass();
    await clearKeptTraining(page.ports);
    await goOnTraining(page.ports);
    expect(page.shelf.kept).toBeNull();
    expect(page.store.getState().training.notKept?.detail).toBe('what was stored was cleared');
    expect(page.run().rows).toHaveLength(4);
  });
});

describe('estimateTraining', () => {
  it('measures again where another model runs since', async () => {
    const page = makePage();
    await estimateTraining(page.ports);
    const { engine } = page.store.getState();
    if (engine.status !== 'ready') throw new Error('it is');
    page.store.setState({ engine: { ...engine, card: { ...engine.card, id: 'full' } } });
    await startTraining(page.ports);
    expect(page.orders.map(({ parent }) => parent)).toMatchObject([
      { modelId: 'light' },
      { modelId: 'full' },
    ]);
  });

  it('can be stopped while it opens, and another one begins at once', async () => {
    const page = makePage();
    const { engine } = page.ports;
    const opening = engine.openTraining.bind(engine);
    let settle: (reply: Reply<OpenedTraining>) => void = () => undefined;
    engine.openTraining = () => new Promise((resolve) => (settle = resolve));
    const stopped = startTraining(page.ports);
    await expect.poll(() => page.store.getState().training.estimate.status).toBe('running');
    await new Promise((resolve) => setTimeout(resolve));
    await stopEstimate(page.ports);
    expect(page.asked).toEqual(['close', 'unlock']);
    engine.openTraining = opening;
    const begun = startTraining(page.ports);
    settle(fail('training-order', 'it was closed'));
    await Promise.all([stopped, begun]);
    expect(page.orders).toHaveLength(1);
    expect(page.run().rows).toHaveLength(4);
  });

  it('can be stopped, and begins nothing then', async () => {
    const page = makePage();
    let settle: (reply: Reply<TrainingEstimate>) => void = () => undefined;
    page.engine.estimate = new Promise((resolve) => (settle = resolve));
    const started = startTraining(page.ports);
    await expect.poll(() => page.orders.length).toBe(1);
    await stopEstimate(page.ports);
    settle(fail('training-order', 'it was closed'));
    await started;
    expect(page.store.getState().training.estimate.status).toBe('none');
    expect(page.run().rows).toHaveLength(1);
    expect(page.asked).toEqual(expect.arrayContaining(['close', 'unlock']));
  });
});

/** A page whose training was stopped in the second of three passes. */
async function stopAfterOnePass() {
  const page = makePage(3);
  page.engine.answers = [succeed(FIRST_PASS), succeed({ status: 'stopped' })];
  await startTraining(page.ports);
  expect(page.run().status).toBe('stopped');
  return page;
}
