/**
 * What the network says of a case's flips and turns: gathered one by one, then combined. The case's own `probabilities`
 * are the first of them; they are exchanged for the average only where the user asked for that.
 */
import { combineMaps } from '@/core/certainty/combineMaps';
import type { CombinedMaps } from '@/core/certainty/types';
import { inverseOf, symmetriesOf, turnMap, type Symmetry } from '@/core/raster/symmetries';
import type { ModelInput, ProbabilityMap } from '@/core/raster/types';
import type { Case, CaseProbabilities } from './caseStore';
import { prepareProbabilities } from './developMask';

export type EightMaps = {
  readonly first: CaseProbabilities;
  /** By symmetry, each turned back onto the picture. */
  readonly maps: Map<Symmetry, ProbabilityMap>;
  /** The untouched input, until all answers are there. */
  input: ModelInput | null;
  /** Null until all answers are there. */
  combined: (CombinedMaps & { readonly average: CaseProbabilities }) | null;
};

export class EightMapsStore {
  readonly #ofCase = new WeakMap<Case, EightMaps>();
  #useAverage = false;

  /** What was gathered of the case so far; begins anew where the network has run again. The case has probabilities. */
  of(one: Case & { readonly probabilities: CaseProbabilities }): EightMaps {
    const known = this.find(one);
    if (known !== null) return known;
    const { probabilities } = one;
    const maps = new Map<Symmetry, ProbabilityMap>([[0, probabilities.map]]);
    const started = { first: probabilities, maps, input: null, combined: null };
    this.#ofCase.set(one, started);
    return started;
  }

  /** Null where nothing was gathered of the case's present probabilities. */
  find(one: Case): EightMaps | null {
    const known = this.#ofCase.get(one);
    if (known === undefined || one.probabilities === null) return null;
    const { first, combined } = known;
    const isPresent = one.probabilities === first || one.probabilities === combined?.average;
    return isPresent ? known : null;
  }

  /** Takes the answer to the input after a symmetry; the last one combines them all. Tells how many there are. */
  add(one: Case, eight: EightMaps, symmetry: Symmetry, answer: ProbabilityMap): number {
    eight.maps.set(symmetry, turnMap(answer, inverseOf(symmetry)));
    const { map, fit } = eight.first;
    if (eight.maps.size === symmetriesOf(map).length) {
      const combined = combineMaps([...eight.maps.values()]);
      eight.combined = { ...combined, average: prepareProbabilities(combined.mean, fit) };
      eight.input = null;
      this.#choose(one);
    }
    return eight.maps.size;
  }

  /** From now on the masks of all `cases` come from the average where there is one, or from the first answer. */
  useAverage(isWanted: boolean, cases: Iterable<Case>): void {
    this.#useAverage = isWanted;
    for (const one of cases) this.#choose(one);
  }

  #choose(one: Case): void {
    const eight = this.find(one);
    if (eight?.combined == null) return;
    const wanted = this.#useAverage ? eight.combined.average : eight.first;
    if (one.probabilities === wanted) return;
    one.probabilities?.forget(); // only one of the two keeps what a screen needs
    one.probabilities = wanted;
  }
}
