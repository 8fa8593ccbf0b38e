import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectGarbage } from '@/engine/network/testing/collectGarbage';
import {
  type Files,
  findLargestDifference,
  MODELS_URL,
  readGoldenInput,
  readGoldenOutput,
  readTinyFiles,
  serve,
  useProcessor,
} from '@/engine/network/testing/tinyModel';
import { createEngine } from './engine';
import { EngineError } from './network/engineError';
import type { OpenBackend, RunningBackend } from './network/openBackend';
import type { BackendName, EngineStatus, StartOptions } from './protocol';

/** A device on tfjs's cpu backend that fails when told to. */
type TestBackend = RunningBackend & {
  lose: (reason: string) => void;
  complaint: string | null;
  closed: number;
};

const SOURCE = { kind: 'shipped', modelsUrl: MODELS_URL, modelId: null } as const;
const OPTIONS: StartOptions = { source: SOURCE, backend: 'auto' };
const LOST = 'the graphics card stopped answering';

let files: Files;
let asked: string[];
let opened: TestBackend[];
let statuses: EngineStatus[];
/** What happens right after a backend opens. */
let onOpen: (backend: TestBackend) => void;

/** Opens webgpu, webgl, wasm in turn: the first that has not failed yet. */
const openBackend: OpenBackend = (choice, failed) => {
  const order: BackendName[] = choice === 'auto' ? ['webgpu', 'webgl', 'wasm'] : [choice];
  const name = order.find((candidate) => !failed.has(candidate));
  if (!name) return Promise.reject(new EngineError('backend-unavailable', 'nothing is left'));
  let lose: (reason: string) => void = () => undefined;
  const lost = new Promise<string>((resolve) => (lose = resolve));
  const passedOver = [...failed].map(([failedName, reason]) => ({ name: failedName, reason }));
  const backend: TestBackend = {
    report: { name, threads: 1, adapter: '', passedOver },
    lose,
    complaint: null,
    closed: 0,
    close: () => {
      backend.closed++;
    },
    device: {
      threads: 1,
      lost,
      takeComplaint: () => backend.complaint,
      lose: () => false,
      release: () => undefined,
    },
  };
  opened.push(backend);
  onOpen(backend);
  return Promise.resolve(backend);
};

function makeEngine() {
  let time = 0;
  return createEngine({
    openBackend,
    expectsGpu: () => Promise.resolve(false),
    fetch: serve(files, asked),
    now: () => time++,
  });
}
const note = (status: EngineStatus) => void statuses.push(status);
const statusNames = () =>
  statuses.map(({ status }) => status).filter((name, index, all) => name !== all[index - 1]);
/** Lets everything that is queued run. */
const settle = async () => {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve));
};

beforeAll(useProcessor);
beforeEach(() => {
  files = readTinyFiles();
  asked = [];
  opened = [];
  statuses = [];
  onOpen = () => undefined;
});

describe('start', () => {
  it('tells each state and ends ready with the card and the backend', async () => {
    expect(await makeEngine().start(OPTIONS, note)).toEqual({ ok: true, value: null });
    expect(statusNames()).toEqual(['choosing-backend', 'downloading', 'preparing', 'ready']);
    expect(statuses.at(-1)).toMatchObject({
      card: { id: 'tiny' },
      backend: { name: 'webgpu', passedOver: [] },
    });
  });

  it('fails with the reason where the model is missing, and so does what waited for it', async () => {
    files.delete('tiny/weights.bin');
    const engine = makeEngine();
    const [started, predicted] = await Promise.all([
      engine.start(OPTIONS, note),
      engine.predict(readGoldenInput()),
    ]);
    expect(started).toMatchObject({ ok: false, failure: { code: 'model-missing' } });
    expect(predicted).toEqual(started);
    expect(statuses.at(-1)).toMatchObject({ status: 'failed', failure: { code: 'model-missing' } });
    expect(opened[0]!.closed).toBe(1);
  });

  it('takes the next backend where the first run fails', async () => {
    onOpen = (backend) => {
      if (backend.report.name === 'webgpu') backend.complaint = 'shader error';
    };
    await makeEngine().start(OPTIONS, note);
    expect(statuses.at(-1)).toMatchObject({
      backend: {
        name: 'webgl',
        passedOver: [{ name: 'webgpu', reason: 'it complained (shader error)' }],
      },
    });
    expect(opened[0]!.closed).toBe(1);
  });

  it('says so when no backend is left', async () => {
    onOpen = (backend) => (backend.complaint = 'shader error');
    const reply = await makeEngine().start(OPTIONS, note);
    expect(reply).toMatchObject({ ok: false, failure: { code: 'backend-unavailable' } });
    expect(opened.map(({ closed }) => closed)).toEqual([1, 1, 1]);
  });

  it('is overtaken by a newer one, quietly', async () => {
    const engine = makeEngine();
    const first: EngineStatus[] = [];
    const replies = await Promise.all([
      engine.start(OPTIONS, (status) => void first.push(status)),
      engine.start({ ...OPTIONS, backend: 'wasm' }, note),
    ]);
    expect(replies).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ]);
    expect(first).toEqual([]);
    expect(statuses.at(-1)).toMatchObject({ status: 'ready', backend: { name: 'wasm' } });
  });

  it('fetches nothing again for another backend, and keeps the backend for another start', async () => {
    const engine = makeEngine();
    await engine.start(OPTIONS, note);
    const fetched = asked.length;
    await engine.start({ ...OPTIONS, backend: 'wasm' }, note);
    expect(asked).toHaveLength(fetched);
    expect(opened.map(({ report, closed }) => [report.name, closed])).toEqual([
      ['webgpu', 1],
      ['wasm', 0],
    ]);
    await engine.start({ source: { ...SOURCE, modelId: 'tiny' }, backend: 'wasm' }, note);
    expect(asked.length).toBeGreaterThan(fetched);
    expect(opened).toHaveLength(2);
  });

  it('lets go of the session before, though the backend lives on', async () => {
    const engine = makeEngine();
    const startOnce = async () => {
      const options = { ...OPTIONS };
      await engine.start(options, note);
      return new WeakRef(options);
    };
    const first = await startOnce();
    await startOnce();
    await settle();
    collectGarbage();
    expect(first.deref()).toBeUndefined();
    expect(opened).toHaveLength(1);
    opened[0]!.lose(LOST);
    await settle();
    expect(statuses.at(-1)).toMatchObject({ status: 'ready', backend: { name: 'webgl' } });
  });
});

describe('predict', () => {
  it('waits for a start under way and gives PyTorch’s probabilities', async () => {
    const engine = makeEngine();
    void engine.start(OPTIONS, note);
    const reply = await engine.predict(readGoldenInput());
    if (!reply.ok) throw new Error(reply.failure.detail);
    const { probabilities, elapsedMs, fellBack } = reply.value;
    expect(probabilities).toMatchObject({ width: 32, height: 32 });
    expect(findLargestDifference(probabilities.data, readGoldenOutput())).toBeLessThan(1e-5);
    expect(elapsedMs).toBe(1);
    expect(fellBack).toBeNull();
  });

  it('says so when nothing was started', async () => {
    const reply = await makeEngine().predict(readGoldenInput());
    expect(reply).toMatchObject({ ok: false, failure: { code: 'unexpected' } });
  });

  it('refuses an input of another size and stays ready', async () => {
    const engine = makeEngine();
    await engine.start(OPTIONS, note);
    const input = { ...readGoldenInput(), data: new Float32Array(3) };
    expect(await engine.predict(input)).toMatchObject({
      ok: false,
      failure: { code: 'predict-failed', detail: 'the input holds 3 values, not 3072' },
    });
    expect(await engine.predict(readGoldenInput())).toMatchObject({ ok: true });
    expect(opened).toHaveLength(1);
  });

  it('leaves no tensor behind', async () => {
    const engine = makeEngine();
    await engine.start(OPTIONS, note);
    const before = await engine.memory();
    for (let round = 0; round < 50; round++) await engine.predict(readGoldenInput());
    expect(await engine.memory()).toEqual(before);
  });
});

describe('a backend that fails', () => {
  it('while it works hands over to the next, which runs the same input; it is told once', async () => {
    const engine = makeEngine();
    await engine.start(OPTIONS, note);
    const { tensors } = await engine.memory();
    opened[0]!.complaint = 'shader error';
    const reply = await engine.predict(readGoldenInput());
    if (!reply.ok) throw new Error(reply.failure.detail);
    expect(reply.value.backend.name).toBe('webgl');
    expect(reply.value.fellBack).toEqual({
      from: 'webgpu',
      reason: 'it complained (shader error)',
    });
    expect(findLargestDifference(reply.value.probabilities.data, readGoldenOutput())).toBeLessThan(
      1e-5,
    );
    expect(opened[0]!.closed).toBe(1);
    expect(await engine.predict(readGoldenInput())).toMatchObject({ value: { fellBack: null } });
    expect((await engine.memory()).tensors).toBe(tensors);
  });

  it('by a lost device under a request hands over as well', async () => {
    const engine = makeEngine();
    await engine.start(OPTIONS, note);
    const predicting = engine.predict(readGoldenInput());
    opened[0]!.lose(LOST);
    expect(await predicting).toMatchObject({
      ok: true,
      value: { backend: { name: 'webgl' }, fellBack: { from: 'webgpu', reason: LOST } },
    });
  });

  it('between two requests is replaced at once, and the next prediction tells', async () => {
    const engine = makeEngine();
    await engine.start(OPTIONS, note);
    opened[0]!.lose(LOST);
    await settle();
    expect(statuses.at(-1)).toMatchObject({ status: 'ready', backend: { name: 'webgl' } });
    expect(await engine.predict(readGoldenInput())).toMatchObject({
      value: { fellBack: { from: 'webgpu', reason: LOST } },
    });
  });

  it('is not tried again, and when all have failed a new start begins afresh', async () => {
    const engine = makeEngine();
    await engine.start(OPTIONS, note);
    onOpen = (backend) => (backend.complaint = 'shader error');
    opened[0]!.complaint = 'shader error';
    const reply = await engine.predict(readGoldenInput());
    expect(reply).toMatchObject({ ok: false, failure: { code: 'backend-unavailable' } });
    expect(opened.map(({ report }) => report.name)).toEqual(['webgpu', 'webgl', 'wasm']);
    expect(statuses.at(-1)).toMatchObject({ status: 'failed' });
    expect(await engine.predict(readGoldenInput())).toEqual(reply);

    onOpen = () => undefined;
    await engine.start(OPTIONS, note);
    expect(await engine.predict(readGoldenInput())).toMatchObject({
      value: { backend: { name: 'webgpu' }, fellBack: null },
    });
  });

  it('after it was closed is ignored', async () => {
    const engine = makeEngine();
    await engine.start(OPTIONS, note);
    await engine.start({ ...OPTIONS, backend: 'wasm' }, note);
    const told = statuses.length;
    opened[0]!.lose(LOST);
    await settle();
    expect(statuses).toHaveLength(told);
    expect(opened).toHaveLength(2);
  });
});
