/**
 * The engine's states, behind EngineApi: nothing yet → starting → ready or failed, and from ready, when a device is
 * lost or an allocation fails, over to the next backend with the same model and the same request.
 *
 * Calls run one after the other in the order in which they came; each ends in exactly one reply. What a backend says
 * after it was closed is ignored, and a start that a newer one overtakes ends quietly.
 */
import { type Failure, type Reply, succeed } from '@/core/failure';
import type { ModelInput } from '@/core/raster/types';
import type { TrainingApi } from './finetune/types';
import type { ModelFiles } from './network/assembleModel';
import { toBackendFault } from './network/backendFault';
import { EngineError, toFailure } from './network/engineError';
import type { Fetch } from './network/fetchFile';
import { fetchModel, fetchModelIndex, listModelFiles } from './network/fetchModel';
import type { Network } from './network/foldedUNet';
import { loadNetwork } from './network/loadNetwork';
import type { OpenBackend, RunningBackend } from './network/openBackend';
import { disposeNetwork, prepareNetwork, watched } from './network/prepareNetwork';
import { countMemory, predict } from './network/predict';
import { readOwnModel } from './network/readOwnModel';
import type {
  BackendChoice,
  BackendName,
  EngineApi,
  EngineStatus,
  ModelSource,
  Prediction,
  StartOptions,
} from './protocol';

/** What the engine needs of the world. */
export type EnginePorts = {
  readonly openBackend: OpenBackend;
  /** Whether a graphics card is likely to run the network. */
  readonly expectsGpu: (choice: BackendChoice) => Promise<boolean>;
  readonly fetch: Fetch;
  /** Milliseconds from any zero. */
  readonly now: () => number;
};

type Tell = (status: EngineStatus) => void;
type FellBack = NonNullable<Prediction['fellBack']>;

/** Everything of one start that worked. */
type Session = {
  readonly options: StartOptions;
  readonly tell: Tell;
  readonly files: ModelFiles;
  /** Backends that failed since the start, with what happened; not tried again before the next start. */
  readonly failed: Map<BackendName, string>;
  backend: RunningBackend;
  network: Network;
  /** Told with the next prediction, once. */
  fellBack: FellBack | null;
};

export function createEngine(ports: EnginePorts): EngineApi {
  let session: Session | null = null;
  let failure: Failure = { code: 'unexpected', detail: 'the engine has not been started' };
  let newest = new AbortController();
  let queue: Promise<unknown> = Promise.resolve();

  /** Single flight: runs `work` after all that came before. */
  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  }

  async function start(options: StartOptions, onStatus: Tell): Promise<Reply<null>> {
    newest.abort();
    const own = new AbortController();
    newest = own;
    const tell: Tell = (status) => {
      if (own === newest) onStatus(status);
    };
    return enqueue(async () => {
      if (own !== newest) return succeed(null);
      const { files: known, backend: running } = takeOver(options);
      try {
        tell({ status: 'choosing-backend' });
        const [files, backend] = await settleBoth(
          known ?? obtain(options, tell, own.signal),
          running ?? open(options.backend, new Map()),
          (opened) => opened.close(),
        );
        const failed = new Map<BackendName, string>();
        const base = { options, tell, files, failed, fellBack: null };
        session = { ...base, ...(await bringUp(base, backend)) };
        tell(ready(session));
        return succeed(null);
      } catch (error) {
        if (own !== newest) return succeed(null);
        failure = toFailure(error);
        tell({ status: 'failed', failure });
        return { ok: false, failure };
      }
    });
  }

  /** Ends the session; what the next one can use of it stays: the model's files, and a backend that never failed. */
  function takeOver(next: StartOptions): {
    files: ModelFiles | null;
    backend: RunningBackend | null;
  } {
    const ended = session;
    session = null;
    if (!ended) return { files: null, backend: null };
    const { options, files, backend, failed } = ended;
    const sameModel = isSameShipped(next.source, options.source);
    const sameBackend = next.backend === options.backend && failed.size === 0;
    release(ended, !sameBackend);
    return { files: sameModel ? files : null, backend: sameBackend ? backend : null };
  }

  function obtain(
    { source, backend }: StartOptions,
    tell: Tell,
    signal: AbortSignal,
  ): Promise<ModelFiles> {
    if (source.kind === 'own') return readOwnModel(source.model);
    const { modelsUrl, modelId } = source;
    const onProgress = (loadedBytes: number, totalBytes: number) =>
      tell({ status: 'downloading', loadedBytes, totalBytes });
    const expectsGpu = () => ports.expectsGpu(backend);
    return fetchModel({ modelsUrl, modelId, expectsGpu, fetch: ports.fetch, signal, onProgress });
  }

  /** The network on `opened`, or on the first of the next backends that carries it through its first run. */
  async function bringUp(
    { options, tell, files, failed }: Omit<Session, 'backend' | 'network'>,
    opened: RunningBackend | null,
  ): Promise<Pick<Session, 'backend' | 'network'>> {
    for (let next = opened; ; next = null) {
      const backend = next ?? (await open(options.backend, failed));
      tell({ status: 'preparing' });
      try {
        return { backend, network: await prepareNetwork(backend.device, files) };
      } catch (error) {
        backend.close();
        const fault = toBackendFault(error);
        if (!fault) throw error;
        failed.set(backend.report.name, fault.detail);
      }
    }
  }

  /**
   * A backend whose loss between two requests is recovered from at once, so that the next one does not have to. Asks
   * for the session only then: the backend may outlive many, and keeps what waits for its loss.
   */
  async function open(
    choice: BackendChoice,
    failed: ReadonlyMap<BackendName, string>,
  ): Promise<RunningBackend> {
    const backend = await ports.openBackend(choice, failed);
    void backend.device.lost.then((reason) =>
      enqueue(async () => {
        const current = session;
        if (current?.backend !== backend) return;
        try {
          await fallBack(current, new EngineError('device-lost', reason));
        } catch (error) {
          giveUp(current, toFailure(error));
        }
      }),
    );
    return backend;
  }

  /** Moves `current` to the next backend; throws `error` itself where it is not the backend's fault. */
  async function fallBack(current: Session, error: unknown): Promise<void> {
    const fault = toBackendFault(error);
    if (!fault) throw error;
    const from = current.backend.report.name;
    current.failed.set(from, fault.detail);
    release(current, true);
    Object.assign(current, await bringUp(current, null));
    current.fellBack ??= { from, reason: fault.detail };
    current.tell(ready(current));
  }

  async function run(input: ModelInput): Promise<Reply<Prediction>> {
    const current = session;
    if (!current) return { ok: false, failure };
    for (;;) {
      const { backend, network, files } = current;
      try {
        const started = ports.now();
        const data = await watched(
          backend.device,
          predict(network, input.data, files.card.input.size),
        );
        const elapsedMs = ports.now() - started;
        const { fellBack } = current;
        current.fellBack = null;
        const probabilities = { ...files.card.input.size, data };
        return succeed({ probabilities, backend: backend.report, elapsedMs, fellBack });
      } catch (error) {
        try {
          await fallBack(current, error);
        } catch (last) {
          // Of the model or the input: the session itself is sound.
          if (last === error) return { ok: false, failure: toFailure(error) };
          return giveUp(current, toFailure(last));
        }
      }
    }
  }

  /** Lists are short and not worth a way to stop them. */
  function sourceAt(modelsUrl: string) {
    return { modelsUrl, fetch: ports.fetch, signal: new AbortController().signal };
  }

  /** The session, for a training beside it; throws what it failed of where there is none. */
  function getSession(): Session {
    if (!session) throw new EngineError(failure.code, failure.detail);
    return session;
  }

  /** Moves the session to the next backend for a training under which the present one failed. */
  async function recover(error: unknown): Promise<void> {
    const current = getSession();
    try {
      await fallBack(current, error);
    } catch (last) {
      if (last !== error) giveUp(current, toFailure(last));
      throw last;
    }
  }

  function giveUp(lost: Session, why: Failure): Reply<never> {
    failure = why;
    session = null;
    lost.tell({ status: 'failed', failure });
    return { ok: false, failure };
  }

  return {
    start,
    predict: (input) =>
      enqueue(() => run(input)).catch((error: unknown) => ({
        ok: false,
        failure: toFailure(error),
      })),
    listModels: (modelsUrl) => replyWith(fetchModelIndex(sourceAt(modelsUrl))),
    listModelFiles: (modelsUrl, modelId) => replyWith(listModelFiles(sourceAt(modelsUrl), modelId)),
    checkModel: (model) =>
      replyWith(
        enqueue(async () => {
          const files = await readOwnModel(model);
          disposeNetwork(await loadNetwork(files));
          return files.card;
        }),
      ),
    ...whenLoaded(async () => {
      const [{ createTraining }, { augment }] = await Promise.all([
        import('./finetune/trainingCalls'),
        import('@/core/dataset/augment'),
      ]);
      return createTraining({
        enqueue,
        getBackend: () => getSession().backend,
        recover,
        now: ports.now,
        augment,
        obtain: (source) =>
          obtain({ source, backend: 'auto' }, () => undefined, new AbortController().signal),
      });
    }),
    memory: () => enqueue(() => Promise.resolve(countMemory())),
    loseDevice: () => Promise.resolve(session?.backend.device.lose() ?? false),
  };
}

/** A training's calls: its code comes with the first that opens one, a network's first answer does not wait for it. */
function whenLoaded(load: () => Promise<TrainingApi>): TrainingApi {
  let loaded: TrainingApi | null = null;
  let loading: Promise<TrainingApi> | null = null;
  const api = () => (loading ??= load().then((calls) => (loaded = calls)));
  return {
    openTraining: async (order) => (await api()).openTraining(order),
    estimateTraining: async () => (await api()).estimateTraining(),
    runPass: async (onStep) => (await api()).runPass(onStep),
    takeCheckpoint: async () => (await api()).takeCheckpoint(),
    finishTraining: async () => (await api()).finishTraining(),
    predictIn: async (which, input) => (await api()).predictIn(which, input),
    measureGradients: async (pairs) => (await api()).measureGradients(pairs),
    // at once: before the code is there nothing is under way
    pausePass: async () => loaded?.pausePass(),
    goOn: async () => loaded?.goOn(),
    stopPass: async () => loaded?.stopPass(),
    closeTraining: async () => loaded?.closeTraining(),
  };
}

function replyWith<T>(value: Promise<T>): Promise<Reply<T>> {
  return value.then(succeed, (error: unknown) => ({ ok: false, failure: toFailure(error) }));
}

/** Own models come as fresh copies each time: they are read anew. */
function isSameShipped(a: ModelSource, b: ModelSource): boolean {
  if (a.kind !== 'shipped' || b.kind !== 'shipped') return false;
  return a.modelsUrl === b.modelsUrl && a.modelId === b.modelId;
}

/** Frees a session's tensors and, if asked, its backend. */
function release({ network, backend }: Session, withBackend: boolean): void {
  disposeNetwork(network);
  if (withBackend) backend.close();
}

/** Both values, or the first's error; `release` undoes the second where the first failed. */
async function settleBoth<A, B>(
  first: A | Promise<A>,
  second: B | Promise<B>,
  release: (value: B) => void,
): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([first, second]);
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return [a.value, b.value];
  if (b.status === 'fulfilled') release(b.value);
  throw a.status === 'rejected' ? a.reason : (b as PromiseRejectedResult).reason;
}

function ready({ files, backend }: Session): EngineStatus {
  return { status: 'ready', card: files.card, backend: backend.report };
}
