/** What a run is to do: who is scored, and which model has to be loaded for whom. */
import type { EvaluationChoices } from '@/app/store/evaluation';
import type { Contender, ContenderId, EvaluationRow } from '@/core/evaluation/types';

/** One way through all pictures, with one model or none. */
export type Pass = {
  /** Null where no network is needed. */
  readonly modelId: string | null;
  readonly contenders: readonly Contender[];
};

/** `modelId` is the loaded model. Otsu's threshold is always the last one, where there is a picture to cut. */
export function toContenders(
  choices: EvaluationChoices,
  modelId: string,
  hasPictures: boolean,
): readonly Contender[] {
  const main: Contender =
    choices.main === 'masks'
      ? { kind: 'masks', id: 'main' }
      : { kind: 'network', id: 'main', modelId, threshold: choices.threshold };
  const otsu = hasPictures ? [{ kind: 'otsu', id: 'otsu' } as const] : [];
  return [main, ...toRival(choices, modelId), ...otsu];
}

function toRival(choices: EvaluationChoices, modelId: string): readonly Contender[] {
  const { main, rival, rivalThreshold, rivalModelId } = choices;
  switch (rival) {
    case 'none':
      return [];
    case 'masks':
      return main === 'masks' ? [] : [{ kind: 'masks', id: 'rival' }];
    case 'threshold':
      return [{ kind: 'network', id: 'rival', modelId, threshold: rivalThreshold }];
    case 'model':
      return [{ kind: 'network', id: 'rival', modelId: rivalModelId ?? modelId, threshold: null }];
  }
}

/** The main contender's model first; what needs no network goes along with the first pass. */
export function toPasses(contenders: readonly Contender[]): readonly Pass[] {
  const models = [
    ...new Set(contenders.flatMap((one) => (one.kind === 'network' ? [one.modelId] : []))),
  ];
  const others = contenders.filter(({ kind }) => kind !== 'network');
  if (models.length === 0) return [{ modelId: null, contenders: others }];
  return models.map((modelId, index) => ({
    modelId,
    contenders: [
      ...contenders.filter((one) => one.kind === 'network' && one.modelId === modelId),
      ...(index === 0 ? others : []),
    ],
  }));
}

/** Whether a pass has nothing left to do on this row. */
export function hasAll(row: EvaluationRow | undefined, contenders: readonly Contender[]): boolean {
  return row !== undefined && contenders.every(({ id }) => row.outcomes[id] !== undefined);
}

/** The same row with what a pass found; what was there stays. */
export function mergeRow<Row extends EvaluationRow & { readonly mask: Blob | null }>(
  before: Row | undefined,
  found: Row,
): Row {
  if (before === undefined) return found;
  return {
    ...before,
    ...found,
    outcomes: { ...before.outcomes, ...found.outcomes } satisfies Partial<
      Record<ContenderId, unknown>
    >,
    size: found.size ?? before.size,
    sweep: before.sweep ?? found.sweep,
    mask: before.mask ?? found.mask,
  };
}
