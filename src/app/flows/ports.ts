/** What flows act upon, given to them as a parameter so that they can be run with any. */
import type { StoredData } from '@/app/browser/storedData';
import type { Workers } from '@/app/browser/workers';
import type { AppStore } from '@/app/store/store';
import type { CaseShelf } from '@/storage/caseShelf';
import type { EvaluationShelf } from '@/storage/evaluationShelf';
import type { ModelShelf } from '@/storage/modelShelf';
import type { TrainingShelf } from '@/storage/trainingShelf';

export type Ports = Workers & {
  readonly store: AppStore;
  /** Cases kept on this device. */
  readonly shelf: CaseShelf;
  /** The last evaluation kept on this device. */
  readonly openEvaluationShelf: () => Promise<EvaluationShelf>;
  /** Models kept on this device. */
  readonly models: ModelShelf;
  /** The last training kept on this device. */
  readonly openTrainingShelf: () => Promise<TrainingShelf>;
  /** Takes a lock of this name among the page's tabs; null where another tab has it, else what lets go of it. */
  readonly takeLock: (name: string) => Promise<(() => void) | null>;
  /** Of this page, as package.json says it. */
  readonly version: string;
  readonly newId: () => string;
  /** Hands a file to the user under a name. */
  readonly download: (blob: Blob, name: string) => void;
  /** Address of the folder of models, ending in '/'. */
  readonly modelsUrl: string;
  /** Reloads the page, with the new version where one waits, once what waits to be kept is written. */
  readonly loadUpdate: () => void;
  /** Shows the browser's own question whether to install the page. */
  readonly install: () => void;
  /** Files of models that are not the default, kept on the device. */
  readonly keptModels: {
    readonly areKept: (addresses: readonly string[]) => Promise<boolean>;
    /** As keepFiles, but neither what is there nor what the user took away. */
    readonly keepMissing: (addresses: readonly string[]) => Promise<void>;
    readonly keepFiles: (addresses: readonly string[]) => Promise<void>;
    readonly dropFiles: (addresses: readonly string[]) => Promise<void>;
  };
  /** Makes a reload start with this model; null for the default. */
  readonly noteModelInAddress: (modelId: string | null) => void;
  /** Asks the browser not to take back what is kept when space runs short. */
  readonly askToPersist: () => void;
  readonly listStoredData: () => Promise<StoredData>;
  /** Takes from the browser what outlives the visit. */
  readonly clearStoredData: () => Promise<void>;
};
