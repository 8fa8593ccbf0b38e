/** What flows act upon, given to them as a parameter so that they can be run with any. */
import type { Workers } from '@/app/browser/workers';
import type { AppStore } from '@/app/store/store';

export type Ports = Workers & {
  readonly store: AppStore;
  readonly newId: () => string;
  /** Hands a file to the user under a name. */
  readonly download: (blob: Blob, name: string) => void;
  /** Address of the folder of models, ending in '/'. */
  readonly modelsUrl: string;
};
