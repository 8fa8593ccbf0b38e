/**
 * What crosses between the page and the engine's worker: types only. The worker exposes EngineApi through Comlink.
 * Float arrays are transferred, not copied. Every call ends in exactly one reply; nothing here throws on purpose.
 */
import type { Failure, Reply } from '@/core/failure';
import type { ModelInput, ProbabilityMap } from '@/core/raster/types';
import type { TrainingApi } from './finetune/types';
import type { ModelCard } from './network/card';
import type { ModelIndex } from './network/modelIndex';

export type * from './finetune/types';
export type { ModelAdaptation, ModelAgreement, ModelCard, ModelScores } from './network/card';
export type { ModelIndex } from './network/modelIndex';

/** From the fastest to the last resort. */
export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** What runs, and why nothing better does. */
export type BackendReport = {
  readonly name: BackendName;
  /** WASM threads in use; 1 elsewhere. */
  readonly threads: number;
  /** The GPU's own description, '' without one. */
  readonly adapter: string;
  /**
   * Candidates that were asked before, best first, each with a plain reason ("this browser offers no GPU adapter").
   * May name the running one too, with what holds it back (wasm: "one thread: the page is not isolated …").
   */
  readonly passedOver: readonly { readonly name: BackendName; readonly reason: string }[];
};

/** Named states of start-up, told as they happen. Bytes are those of the model's files. */
export type EngineStatus =
  | { readonly status: 'choosing-backend' }
  | { readonly status: 'downloading'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly status: 'preparing' }
  | { readonly status: 'ready'; readonly card: ModelCard; readonly backend: BackendReport }
  | { readonly status: 'failed'; readonly failure: Failure };

/** 'auto' takes the best candidate that passes its probe; a name forces that one. */
export type BackendChoice = 'auto' | BackendName;

/** Where a model's files come from. */
export type ModelSource =
  | {
      readonly kind: 'shipped';
      /** Address of the folder public/models, ending in '/'. */
      readonly modelsUrl: string;
      /** An id of index.json, or null for its default. */
      readonly modelId: string | null;
    }
  | { readonly kind: 'own'; readonly model: OwnModel };

/** A model kept on this device. Checked like a shipped one: its card's schema, lengths and hashes. */
export type OwnModel = {
  /** card.json, parsed as JSON and no further. */
  readonly card: unknown;
  /** At least model.json and the weights it names. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
};

export type StartOptions = {
  readonly source: ModelSource;
  readonly backend: BackendChoice;
};

export type Prediction = {
  readonly probabilities: ProbabilityMap;
  readonly backend: BackendReport;
  /** Network only, in milliseconds. */
  readonly elapsedMs: number;
  /** Set when the backend changed under way because the better one failed; the words for the user's notice. */
  readonly fellBack: { readonly from: BackendName; readonly reason: string } | null;
};

/** Numbers for leak tests and the diagnostics. */
export type EngineMemory = { readonly tensors: number; readonly bytes: number };

export interface EngineApi extends TrainingApi {
  /**
   * Chooses a backend, loads and warms up a model; called again to change either. Status goes to `onStatus`, also later,
   * when a lost device is replaced. A start that a newer one overtakes ends with ok and tells nothing more.
   */
  start(options: StartOptions, onStatus: (status: EngineStatus) => void): Promise<Reply<null>>;
  /**
   * Probabilities at the model's size. Waits for a start that is under way. A lost device or a failed allocation moves
   * to the next backend and runs the same input again before it replies.
   */
  predict(input: ModelInput): Promise<Reply<Prediction>>;
  /** Which models there are at `modelsUrl`; runs beside the rest. */
  listModels(modelsUrl: string): Promise<Reply<ModelIndex>>;
  /** Addresses of all that a model needs to run. */
  listModelFiles(modelsUrl: string, modelId: string): Promise<Reply<readonly string[]>>;
  /**
   * The card of a model from elsewhere, once card, hashes, topology and weights have been found to fit together. Loads
   * it on the running backend and frees it. Fails as `start` does: 'model-card', 'model-altered', 'model-shape'.
   */
  checkModel(model: OwnModel): Promise<Reply<ModelCard>>;
  memory(): Promise<EngineMemory>;
  /** For tests: makes the GPU device fail as a driver reset does. False where the backend has none. */
  loseDevice(): Promise<boolean>;
}
