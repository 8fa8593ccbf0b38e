import type { TruthBorder } from '@/core/metrics/truthBorder';
import { summarise, type Summary } from './summarise';
import type { ContenderId, EvaluationRow } from './types';

export type BorderSummary = { readonly border: TruthBorder; readonly summary: Summary };

const BORDERS = ['smooth', 'ragged'] as const;

/** A contender's figures by the truths' borders, without intervals; [] unless some truths have each. */
export function summariseByBorder(
  rows: readonly EvaluationRow[],
  contender: ContenderId,
): readonly BorderSummary[] {
  const found = BORDERS.flatMap((border): BorderSummary[] => {
    const summary = summarise(
      rows.filter(({ truthBorder }) => truthBorder === border),
      contender,
    );
    return summary === null ? [] : [{ border, summary }];
  });
  return found.length === BORDERS.length ? found : [];
}
