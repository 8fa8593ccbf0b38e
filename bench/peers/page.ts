/**
 * Runs Lentigo's engine and its peers in turns, each in its own worker, on the same weights and pictures, so that the
 * machine's mood falls on all alike. Driven from bench/run.mjs through `measurePeers`.
 */
import * as Comlink from 'comlink';
import EngineWorker from '@/engine/worker?worker';
import type { BackendReport, EngineApi, EngineStatus } from '@/engine/protocol';
import OrtWorker from './ortWorker?worker';
import TfjsWorker from './tfjsWorker?worker';
import type { TrainBench, TrainJob, TrainResult } from './trainBench';
import TrainWorker from './trainWorker?worker';
import { fitInto } from '@/core/raster/fit';
import { countThreads, SIDE, type Contender } from './contender';

const KINDS = {
  lentigo: startLentigo('light'),
  full: startLentigo('full'),
  tfjs: startPeer(TfjsWorker),
  ort: startPeer(OrtWorker),
};
type Name = keyof typeof KINDS;

export type PeerResult = {
  readonly name: Name;
  readonly runsOn: string;
  /** Load and first run. */
  readonly prepareMs: number;
  readonly runsMs: readonly number[];
  /** Largest difference of a probability to Lentigo's; null of another network. */
  readonly largestDifference: number | null;
};

/** `rounds` turns of every contender; all stay loaded, only one runs at a time. */
async function measurePeers(options: {
  readonly backend: 'wasm' | 'webgpu';
  readonly threads: number;
  readonly rounds: number;
  readonly names: readonly Name[];
}): Promise<(PeerResult | { readonly name: Name; readonly error: string })[]> {
  const { backend, threads, rounds, names } = options;
  const pixels = drawPixels();
  const ready: { name: Name; contender: Contender; runsOn: string; prepareMs: number }[] = [];
  const failed: { name: Name; error: string }[] = [];
  for (const name of names) {
    const contender = KINDS[name]();
    const started = performance.now();
    try {
      const runsOn = await contender.prepare(backend, threads);
      ready.push({ name, contender, runsOn, prepareMs: performance.now() - started });
    } catch (error) {
      failed.push({ name, error: String(error) });
    }
  }
  const runs = new Map(ready.map(({ name }) => [name, [] as number[]]));
  const outputs = new Map<Name, Float32Array>();
  for (let round = 0; round < rounds; round++) {
    for (const { name, contender } of ready) {
      const { elapsedMs, probabilities } = await contender.run(pixels);
      runs.get(name)!.push(elapsedMs);
      outputs.set(name, probabilities);
    }
  }
  const reference = outputs.get('lentigo');
  return [
    ...ready.map(({ name, runsOn, prepareMs }) => ({
      name,
      runsOn,
      prepareMs,
      runsMs: runs.get(name)!,
      largestDifference: name === 'full' ? null : largestDifference(outputs.get(name)!, reference),
    })),
    ...failed,
  ];
}

function startPeer(Peer: new () => Worker): () => Contender {
  return () => Comlink.wrap<Contender>(new Peer());
}

/** A worker with one of the shipped networks. */
function startLentigo(modelId: string): () => Contender {
  return () => {
    const engine = Comlink.wrap<EngineApi>(new EngineWorker());
    const size = { width: SIDE, height: SIDE };
    const fit = fitInto(size, size, 'stretch');
    return {
      async prepare(backend) {
        let report: BackendReport | undefined;
        const modelsUrl = new URL('/models/', location.href).href;
        const reply = await engine.start(
          { source: { kind: 'shipped', modelsUrl, modelId }, backend },
          Comlink.proxy((status: EngineStatus) => {
            if (status.status === 'ready') report = status.backend;
          }),
        );
        if (!reply.ok) throw new Error(reply.failure.detail);
        if (report?.name !== backend)
          throw new Error(`it fell back to ${report?.name ?? 'nothing'}`);
        return backend === 'wasm' ? `wasm, ${countThreads(report.threads)}` : backend;
      },
      async run(pixels) {
        const reply = await engine.predict({ data: pixels, size, fit });
        if (!reply.ok) throw new Error(reply.failure.detail);
        const { elapsedMs, probabilities } = reply.value;
        return { elapsedMs, probabilities: probabilities.data };
      },
    };
  };
}

/** A brown disc with a soft border on skin, the same every time. */
function drawPixels(): Float32Array {
  const pixels = new Float32Array(SIDE * SIDE * 3);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const radius = Math.hypot((i % SIDE) - 120, Math.floor(i / SIDE) - 132) / 60;
    const inside = 1 / (1 + Math.exp((radius - 1) * 10));
    for (const [channel, [skin, lesion]] of [
      [0.83, 0.4],
      [0.64, 0.26],
      [0.55, 0.2],
    ].entries()) {
      pixels[3 * i + channel] = skin! + (lesion! - skin!) * inside;
    }
  }
  return pixels;
}

function largestDifference(values: Float32Array, reference: Float32Array | undefined): number {
  if (reference === undefined) return NaN;
  return values.reduce((most, value, i) => Math.max(most, Math.abs(value - reference[i]!)), 0);
}

/** First steps so far, of a worker that may not answer any more. */
const firstSteps: TrainResult[] = [];

/** Steps of training in a worker of their own; it ends with them, and what it held with it. */
async function measureTraining(job: TrainJob): Promise<TrainResult[]> {
  const worker = new TrainWorker();
  try {
    const onFirst = Comlink.proxy((result: TrainResult) => void firstSteps.push(result));
    return await Comlink.wrap<TrainBench>(worker).measure(job, onFirst);
  } finally {
    worker.terminate();
  }
}

Object.assign(globalThis, { measurePeers, measureTraining, firstSteps });
