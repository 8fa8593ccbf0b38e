/** What is remembered of each open case, by its id. */
import type { Fit, Mask, ProbabilityMap, RgbaImage, Size } from '@/core/raster/types';
import type { Ring } from '@/core/mask/types';

/** The network's answer, and the same at the view's size (see developMask.ts). */
export type CaseProbabilities = {
  readonly map: ProbabilityMap;
  readonly fit: Fit;
  readonly viewMap: ProbabilityMap;
};

/** A truth at the picture's own size, and what the view shows of it. */
export type CaseTruth = {
  readonly mask: Mask;
  readonly viewMask: Mask;
  readonly viewOutline: readonly Ring[];
};

export type Case = {
  readonly file: Blob;
  /** The picture's own size, upright. */
  readonly size: Size;
  /** Null once it was forgotten; the file is decoded again then. */
  image: RgbaImage | null;
  probabilities: CaseProbabilities | null;
  truth: CaseTruth | null;
};

/** Decoded pictures take up to 64 MiB each: the open case and its neighbours keep theirs. */
const MOST_IMAGES = 3;

export class CaseStore {
  readonly #cases = new Map<string, Case>();
  /** Ids whose picture is held, the latest used last. */
  #withImage: string[] = [];

  get(id: string): Case | undefined {
    return this.#cases.get(id);
  }

  set(id: string, one: Case): void {
    this.#cases.set(id, one);
    if (one.image !== null) this.keepImage(id, one.image);
  }

  /** Holds the picture as the latest used and forgets the one used longest ago. */
  keepImage(id: string, image: RgbaImage): void {
    const one = this.#cases.get(id);
    if (one === undefined) return; // closed while it was decoded
    one.image = image;
    this.#withImage = [...this.#withImage.filter((other) => other !== id), id];
    for (const forgotten of this.#withImage.splice(0, this.#withImage.length - MOST_IMAGES)) {
      const other = this.#cases.get(forgotten);
      if (other !== undefined) other.image = null;
    }
  }

  delete(id: string): void {
    this.#cases.delete(id);
    this.#withImage = this.#withImage.filter((other) => other !== id);
  }
}
