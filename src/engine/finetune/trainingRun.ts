/**
 * One training from its order to its best model, over backends that may fail under it.
 *
 * What it knows between two passes are numbers (TrainingState); what is on a device is made from them, again after a
 * loss, and a pass that was under way begins anew. Each step is an item of the engine's queue.
 */
import type { AugmentPair } from '@/core/dataset/types';
import type { ModelFiles } from '@/engine/network/assembleModel';
import { toBackendFault } from '@/engine/network/backendFault';
import { EngineError } from '@/engine/network/engineError';
import type { RunningBackend } from '@/engine/network/openBackend';
import { watched } from '@/engine/network/prepareNetwork';
import { encodeCheckpoint, type TrainingState } from './checkpoint';
import { Gate } from './gate';
import { type OpenedTrainer, openTrainer } from './openTrainer';
import { reckonMemory } from './reckonMemory';
import { drawOrder, drawView, rateAt, toBatches } from './schedule';
import { scorePair } from './scorePair';
import type { Snapshot, Trainer } from './trainer';
import type {
  OpenedTraining,
  PassResult,
  PassRow,
  Preview,
  StepProgress,
  TrainingOrder,
  TrainingPair,
  ValidationScores,
} from './types';

/** What a training needs of the engine. */
export type TrainingHost = {
  /** Runs `work` after all that came before. */
  enqueue<T>(work: () => Promise<T>): Promise<T>;
  /** Inside the queue. Throws where the engine runs on none. */
  getBackend(): RunningBackend;
  /** Inside the queue: moves to the next backend, or throws `error` itself where it is not the backend's fault. */
  recover(error: unknown): Promise<void>;
  /** Milliseconds from any zero. */
  now(): number;
  readonly augment: AugmentPair;
};

/** Thrown within a pass whose trainer was lost between two steps. */
class TrainerLost extends Error {}

type Validation = { readonly scores: ValidationScores; readonly previews: readonly Preview[] };

export class TrainingRun {
  readonly gate = new Gate();
  readonly #host: TrainingHost;
  readonly #order: TrainingOrder;
  readonly #files: ModelFiles;
  #state: TrainingState | null;
  #opened: OpenedTrainer | null = null;
  #batch: number;
  #hasHalved: boolean;
  /** The backend on which it was found to fit, or was begun. */
  #fitting: RunningBackend | null = null;
  #isClosed = false;

  /** `state` is that of a checkpoint of the same order, or null. */
  constructor(
    host: TrainingHost,
    order: TrainingOrder,
    files: ModelFiles,
    state: TrainingState | null,
  ) {
    this.#host = host;
    this.#order = order;
    this.#files = files;
    this.#state = state;
    this.#batch = state?.batch ?? order.settings.batch;
    this.#hasHalved = this.#batch < order.settings.batch;
  }

  /** State after the last whole pass. */
  get state(): TrainingState {
    if (!this.#state) throw new EngineError('training-order', 'it was not opened');
    return this.#state;
  }

  get files(): ModelFiles {
    return this.#files;
  }

  get settings(): TrainingOrder['settings'] {
    return this.#order.settings;
  }

  get stepsPerPass(): number {
    return Math.ceil(this.#order.training.length / this.#batch);
  }

  /** Validates the parent, or after a checkpoint what had been learned: the first look at the previews. */
  async open(fingerprint: string): Promise<OpenedTraining> {
    const { scores, previews } = await this.#surviving(() => this.#validate());
    const { trainable, snapshot, backend } = await this.onTrainer(async (trainer, { report }) => ({
      trainable: trainer.learning.length,
      snapshot: await trainer.takeSnapshot(),
      backend: report.name,
    }));
    this.#state ??= {
      fingerprint,
      rows: [
        {
          pass: 0,
          trainingLoss: null,
          validation: scores,
          seconds: 0,
          steps: 0,
          batch: this.#batch,
          backend,
        },
      ],
      bestPass: 0,
      batch: this.#batch,
      snapshot,
      best: null,
    };
    const { rows, bestPass } = this.#state;
    const { parameters } = this.#files.card;
    return { rows, bestPass, stepsPerPass: this.stepsPerPass, trainable, parameters, previews };
  }

  async pass(onStep: (progress: StepProgress) => void): Promise<PassResult> {
    this.gate.reset();
    const pass = this.state.rows.length;
    let fellBack: Extract<PassResult, { status: 'done' }>['fellBack'] = null;
    for (;;) {
      try {
        const learned = await this.#learn(pass, onStep);
        if (!learned) return { status: 'stopped' };
        const validation = await this.#validate();
        return { ...(await this.#finishPass(pass, learned, validation)), fellBack };
      } catch (error) {
        fellBack = (await this.#survive(error)) ?? fellBack;
      }
    }
  }

  /** Runs `work` in the queue on a trainer that is in the state after the last whole pass, or further within a pass. */
  onTrainer<T>(
    work: (trainer: Trainer, backend: RunningBackend) => Promise<T>,
    expected?: Trainer,
  ): Promise<T> {
    return this.#host.enqueue(async () => {
      if (this.#isClosed) throw new EngineError('training-order', 'it was closed');
      const { trainer, backend } = await this.#ensureTrainer();
      if (expected && trainer !== expected) throw new TrainerLost();
      return watched(backend.device, work(trainer, backend));
    });
  }

  takeCheckpoint(): Uint8Array<ArrayBuffer> {
    return encodeCheckpoint(this.state);
  }

  /** The best pass's weights and statistics by name; empty where that is the parent. */
  async getBest(): Promise<Map<string, Float32Array>> {
    const { best } = this.state;
    if (!best) return new Map();
    return this.onTrainer((trainer) =>
      Promise.resolve(
        new Map([
          ...cut(best.weights, trainer.learning),
          ...cut(best.statistics, trainer.statistics),
        ]),
      ),
    );
  }

  /** Pairs of zeros, for measurements. */
  drawNothing(count: number, side: number): TrainingPair[] {
    const pair = {
      id: '',
      side,
      image: new Uint8Array(side * side * 3),
      truth: new Uint8Array(side * side),
    };
    return Array.from({ length: count }, () => pair);
  }

  /** What is under way ends with 'training-order'. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.gate.stop();
    await this.#dropInTurn();
  }

  /** All steps of a pass; null where it was stopped, and then the trainer is as it was before. */
  async #learn(
    pass: number,
    onStep: (progress: StepProgress) => void,
  ): Promise<{ trainer: Trainer; losses: number[]; seconds: number } | null> {
    const { settings, training } = this.#order;
    const batches = toBatches(drawOrder(settings.seed, pass, training.length), this.#batch);
    const trainer = await this.onTrainer((own) => Promise.resolve(own));
    const losses: number[] = [];
    let seconds = 0;
    for (const [index, positions] of batches.entries()) {
      const tell = (isPaused: boolean) => {
        const secondsPerStep = seconds / Math.max(1, losses.length);
        const loss = losses.at(-1) ?? NaN;
        const steps = batches.length;
        onStep({ pass, step: losses.length, steps, loss, secondsPerStep, isPaused });
      };
      if (this.gate.isPaused) {
        tell(true);
        await this.gate.wait();
        tell(false);
      }
      if (this.gate.isStopped) {
        await this.rewind();
        return null;
      }
      losses.push(
        await this.onTrainer(async (own) => {
          const started = this.#host.now();
          const step = this.state.snapshot.steps + index;
          const progress = pass - 1 + index / batches.length;
          const rate = rateAt(settings.learningRate, step, progress, settings.passes);
          const loss = await own.step(this.#drawViews(pass, positions), rate);
          seconds += (this.#host.now() - started) / 1000;
          return loss;
        }, trainer),
      );
      tell(false);
    }
    return { trainer, losses, seconds };
  }

  #drawViews(pass: number, positions: readonly number[]) {
    const { settings, training } = this.#order;
    return positions.map((position) => {
      const random = drawView(settings.seed, pass, position);
      return this.#host.augment(training[position]!, settings.augmentation, random);
    });
  }

  async #validate(): Promise<Validation> {
    const { validation, previews } = this.#order;
    const found: { loss: number; dice: number; jaccard: number }[] = [];
    const shown: Preview[] = [];
    for (const positions of toBatches([...validation.keys()], this.#batch)) {
      const pairs = positions.map((position) => validation[position]!);
      const { loss, probabilities } = await this.onTrainer((trainer) => trainer.validate(pairs));
      for (const [index, { id, side, truth }] of pairs.entries()) {
        const data = probabilities[index]!;
        found.push({ loss, ...scorePair(data, truth) });
        if (previews.includes(id)) {
          shown.push({ id, probabilities: { width: side, height: side, data } });
        }
      }
    }
    const mean = (key: 'loss' | 'dice' | 'jaccard') =>
      found.reduce((sum, scores) => sum + scores[key], 0) / found.length;
    return {
      scores: { loss: mean('loss'), dice: mean('dice'), jaccard: mean('jaccard') },
      previews: shown,
    };
  }

  async #finishPass(
    pass: number,
    { trainer, losses, seconds }: { trainer: Trainer; losses: number[]; seconds: number },
    { scores, previews }: Validation,
  ): Promise<Omit<Extract<PassResult, { status: 'done' }>, 'fellBack'>> {
    const { settings } = this.#order;
    const { snapshot, backend } = await this.onTrainer(
      async (own, { report }) => ({ snapshot: await own.takeSnapshot(), backend: report.name }),
      trainer,
    );
    const row: PassRow = {
      pass,
      trainingLoss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
      validation: scores,
      seconds,
      steps: losses.length,
      batch: this.#batch,
      backend,
    };
    const before = this.state;
    const isBest = isBetter(scores, before.rows[before.bestPass]!.validation);
    const bestPass = isBest ? pass : before.bestPass;
    this.#state = {
      fingerprint: before.fingerprint,
      rows: [...before.rows, row],
      bestPass,
      batch: this.#batch,
      snapshot,
      best: isBest ? pick(snapshot) : before.best,
    };
    const patience = settings.earlyStoppingPatience ?? Infinity;
    const shouldStop = pass - bestPass >= patience || pass >= settings.passes;
    return { status: 'done', row, bestPass, shouldStop, previews };
  }

  async #ensureTrainer(): Promise<OpenedTrainer> {
    const backend = this.#host.getBackend();
    if (this.#opened?.backend !== backend) {
      this.#drop();
      const opened = await watched(
        backend.device,
        openTrainer(backend, this.#files, this.settings),
      );
      this.#opened = opened;
      if (this.#state) opened.trainer.restore(this.#state.snapshot);
      await this.#checkMemory(opened);
    }
    return this.#opened;
  }

  /** What fitted one backend may not fit the next, and WASM breaks where it is full: throws 'training-memory'. */
  async #checkMemory({ trainer, backend }: OpenedTrainer): Promise<void> {
    if (this.#fitting !== null && this.#fitting !== backend) {
      try {
        await watched(backend.device, reckonMemory(this, trainer, this.#batch));
      } catch (error) {
        this.#drop();
        throw error;
      }
    }
    this.#fitting = backend;
  }

  #dropInTurn(): Promise<void> {
    return this.#host.enqueue(() => {
      this.#drop();
      return Promise.resolve();
    });
  }

  #drop(): void {
    this.#opened?.close();
    this.#opened = null;
  }

  /** Back to the state after the last whole pass. */
  rewind(): Promise<void> {
    return this.onTrainer((trainer) => {
      trainer.restore(this.state.snapshot);
      return Promise.resolve();
    });
  }

  /** `work`, again on the next backend for as long as the one it ran on failed. */
  async #surviving<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        await this.#survive(error);
      }
    }
  }

  /** Makes the next try possible, and tells what was left behind; throws where there is none. */
  async #survive(error: unknown) {
    if (error instanceof TrainerLost) return null;
    const fault = toBackendFault(error);
    const isTooLarge = error instanceof EngineError && error.code === 'training-memory';
    if (isTooLarge || fault?.code === 'out-of-memory') {
      await this.#halve(error);
      return null;
    }
    if (!fault) {
      if (this.#state && this.#opened && !this.#isClosed) await this.rewind();
      throw error;
    }
    return this.#host.enqueue(async () => {
      const from = this.#opened?.backend ?? this.#host.getBackend();
      // Between two steps the engine may have moved on by itself.
      if (from === this.#host.getBackend()) await this.#host.recover(error);
      this.#drop();
      return { from: from.report.name, reason: fault.detail };
    });
  }

  async #halve(error: unknown): Promise<void> {
    if (this.#hasHalved || this.#batch === 1) {
      await this.#dropInTurn(); // going on begins after the last whole pass
      const { resolution } = this.settings;
      throw new EngineError(
        'training-memory',
        `even ${this.#batch} of ${resolution} px a step did not fit`,
        error,
      );
    }
    this.#hasHalved = true;
    this.#batch = Math.ceil(this.#batch / 2);
    await this.#dropInTurn();
  }
}

/** By Dice, which is what the user is after; of equals the one that is surer of itself. */
function isBetter(scores: ValidationScores, best: ValidationScores): boolean {
  return scores.dice > best.dice || (scores.dice === best.dice && scores.loss < best.loss);
}

function pick({ weights, statistics }: Snapshot): Pick<Snapshot, 'weights' | 'statistics'> {
  return { weights, statistics };
}

function cut(
  values: Float32Array,
  { entries, sizes }: Trainer['learning'],
): [string, Float32Array][] {
  let offset = 0;
  return entries.map(({ name }, index) => {
    const part = values.slice(offset, offset + sizes[index]!);
    offset += sizes[index]!;
    return [name, part];
  });
}
