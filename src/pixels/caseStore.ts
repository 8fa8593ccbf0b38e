/** What is remembered of each open case, by its id. */
import type { Fit, Mask, ProbabilityMap, RgbaImage, Size } from '@/core/raster/types';
import type { Ring } from '@/core/mask/types';

/** What can be made again from little: made when it is asked for, dropped when other cases need the room. */
type Forgetful = { forget(): void };

/** The network's answer, and the same at the view's size (see developMask.ts). */
export type CaseProbabilities = Forgetful & {
  readonly map: ProbabilityMap;
  readonly fit: Fit;
  readonly viewMap: ProbabilityMap;
};

/** A truth at the picture's own size, and what the view shows of it. */
export type CaseTruth = Forgetful & {
  readonly mask: Mask;
  readonly viewMask: Mask;
  readonly viewOutline: readonly Ring[];
};

export type Case = {
  /** As it was given last. */
  file: Blob;
  /** The picture's own size, upright. */
  readonly size: Size;
  /** Null once it was forgotten; the file is decoded again then. */
  image: RgbaImage | null;
  probabilities: CaseProbabilities | null;
  truth: CaseTruth | null;
};

/** A case's pixels take up to 64 MiB and more: those of the open one and its neighbours are held, of no others. */
const MOST_HELD = 3;

export class CaseStore {
  readonly #cases = new Map<string, Case>();
  /** Ids of the cases whose pixels may be held, the latest used last. */
  #held: string[] = [];

  /** The case, which counts as used. */
  get(id: string): Case | undefined {
    const one = this.#cases.get(id);
    if (one !== undefined) this.#use(id);
    return one;
  }

  /** The case as it lies there. */
  peek(id: string): Case | undefined {
    return this.#cases.get(id);
  }

  all(): Iterable<Case> {
    return this.#cases.values();
  }

  set(id: string, one: Case): void {
    this.#cases.set(id, one);
    this.#use(id);
  }

  keepImage(id: string, image: RgbaImage): void {
    const one = this.get(id);
    if (one !== undefined) one.image = image; // else it was closed while it was decoded
  }

  delete(id: string): void {
    this.#cases.delete(id);
    this.#held = this.#held.filter((other) => other !== id);
  }

  #use(id: string): void {
    this.#held = [...this.#held.filter((other) => other !== id), id];
    while (this.#held.length > MOST_HELD) {
      const other = this.#cases.get(this.#held.shift()!);
      if (other === undefined) continue;
      other.image = null;
      other.probabilities?.forget();
      other.truth?.forget();
    }
  }
}
