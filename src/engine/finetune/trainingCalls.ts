/** TrainingApi: the one training that may be open, and every call's one reply. */
import { fail, type Reply, succeed } from '@/core/failure';
import type { ModelInput } from '@/core/raster/types';
import type { ModelFiles } from '@/engine/network/assembleModel';
import { EngineError, toFailure } from '@/engine/network/engineError';
import type { Network } from '@/engine/network/foldedUNet';
import { loadNetwork } from '@/engine/network/loadNetwork';
import type { RunningBackend } from '@/engine/network/openBackend';
import { predict } from '@/engine/network/predict';
import { disposeNetwork, watched } from '@/engine/network/prepareNetwork';
import type { ModelSource, Prediction } from '@/engine/protocol';
import { checkOrder, toFingerprint } from './checkOrder';
import { decodeCheckpoint } from './checkpoint';
import { estimateTraining } from './estimate';
import { type TrainingHost, TrainingRun } from './trainingRun';
import type { TrainedModel, TrainingApi, TrainingOrder } from './types';
import { toTrainedFiles, writeModel } from './writeModel';

export type TrainingPorts = TrainingHost & {
  /** A model's files. */
  obtain(source: ModelSource): Promise<ModelFiles>;
};

type Role = 'parent' | 'trained';
type Open = {
  readonly run: TrainingRun;
  readonly validationPairs: number;
  readonly files: Record<Role, ModelFiles | null>;
  readonly networks: Map<Role, { network: Network; backend: RunningBackend }>;
  /** A pass, an estimate or a finish: one at a time. */
  isBusy: boolean;
};

export function createTraining(ports: TrainingPorts): TrainingApi {
  let open: Open | null = null;
  /** Another one after each close: what began before it is not wanted any more. */
  let wanted = {};

  /** The reply of work on the open training that cannot be done beside other such work. */
  async function alone<T>(work: (current: Open) => Promise<T>): Promise<Reply<T>> {
    const current = open;
    if (!current) return fail('training-order', 'no training is open');
    if (current.isBusy) return fail('training-order', 'a pass is under way');
    current.isBusy = true;
    try {
      return succeed(await work(current));
    } catch (error) {
      return { ok: false, failure: toFailure(error) };
    } finally {
      current.isBusy = false;
    }
  }

  async function close(): Promise<void> {
    wanted = {};
    const ended = open;
    open = null;
    if (!ended) return;
    await ended.run.close();
    await ports.enqueue(() => {
      for (const { network } of ended.networks.values()) disposeNetwork(network);
      return Promise.resolve();
    });
  }

  async function begin(order: TrainingOrder) {
    await close();
    const mine = wanted;
    const files = await ports.obtain(order.parent);
    checkOrder(order, files);
    const fingerprint = await toFingerprint(order, files);
    const state = order.checkpoint && decodeCheckpoint(order.checkpoint, fingerprint);
    if (wanted !== mine) throw new EngineError('training-order', 'it was closed meanwhile');
    const run = new TrainingRun(ports, order, files, state);
    const own: Open = {
      run,
      validationPairs: order.validation.length,
      files: { parent: files, trained: null },
      networks: new Map(),
      isBusy: true,
    };
    open = own;
    try {
      return await run.open(fingerprint);
    } catch (error) {
      if (open === own) await close();
      throw error;
    } finally {
      own.isBusy = false;
    }
  }

  async function finish(current: Open): Promise<TrainedModel> {
    const { run } = current;
    const { resolution } = run.settings;
    const trained = toTrainedFiles(run.files, resolution, await run.getBest());
    current.files.trained = trained;
    await ports.enqueue(() => {
      forget(current, 'trained');
      return Promise.resolve();
    });
    const { rows, bestPass } = run.state;
    const { parameters, input } = trained.card;
    return { files: await writeModel(trained), inputSize: input.size, parameters, bestPass, rows };
  }

  /** Inside the queue. */
  function forget({ networks }: Open, role: Role): void {
    const loaded = networks.get(role);
    if (loaded) disposeNetwork(loaded.network);
    networks.delete(role);
  }

  /** Inside the queue. */
  async function runNetwork(current: Open, role: Role, input: ModelInput): Promise<Prediction> {
    const files = current.files[role];
    if (!files) throw new EngineError('training-order', 'the training is not finished');
    const { size } = files.card.input;
    for (;;) {
      const backend = ports.getBackend();
      try {
        if (current.networks.get(role)?.backend !== backend) {
          forget(current, role);
          const network = await watched(backend.device, loadNetwork(files));
          current.networks.set(role, { network, backend });
        }
        const { network } = current.networks.get(role)!;
        const started = ports.now();
        const data = await watched(backend.device, predict(network, input.data, size));
        const elapsedMs = ports.now() - started;
        return {
          probabilities: { ...size, data },
          backend: backend.report,
          elapsedMs,
          fellBack: null,
        };
      } catch (error) {
        await ports.recover(error);
      }
    }
  }

  return {
    openTraining: (order) => replyWith(begin(order)),
    estimateTraining: () =>
      alone(({ run, validationPairs }) =>
        estimateTraining(run, validationPairs, () => ports.now()),
      ),
    runPass: (onStep) => alone(({ run }) => run.pass(onStep)),
    pausePass: () => Promise.resolve(open?.run.gate.pause()),
    goOn: () => Promise.resolve(open?.run.gate.goOn()),
    stopPass: () => Promise.resolve(open?.run.gate.stop()),
    takeCheckpoint: () => alone(({ run }) => Promise.resolve(run.takeCheckpoint())),
    finishTraining: () => alone(finish),
    predictIn: (which, input) => {
      const current = open;
      if (!current) return Promise.resolve(fail('training-order', 'no training is open'));
      return replyWith(ports.enqueue(() => runNetwork(current, which, input)));
    },
    measureGradients: (pairs) =>
      alone(({ run }) => run.onTrainer((trainer) => trainer.gradients(pairs))),
    closeTraining: close,
  };
}

function replyWith<T>(value: Promise<T>): Promise<Reply<T>> {
  return value.then(succeed, (error: unknown) => ({ ok: false, failure: toFailure(error) }));
}
