import { toCsv } from '@/core/metrics/scoresCsv';

/** A row of the learning curve, as the engine gives it. */
export type CurveRow = {
  readonly pass: number;
  /** Null for pass 0, the model it started from. */
  readonly trainingLoss: number | null;
  readonly validation: { readonly loss: number; readonly dice: number; readonly jaccard: number };
  readonly seconds: number;
  readonly steps: number;
  readonly batch: number;
  readonly backend: string;
};

/** curve.csv: a row a pass, full precision. */
export function toCurveCsv(rows: readonly CurveRow[]): string {
  return toCsv<CurveRow>(
    [
      ['pass', ({ pass }) => pass],
      ['training_loss', ({ trainingLoss }) => trainingLoss ?? ''],
      ['validation_loss', ({ validation }) => validation.loss],
      ['validation_dice', ({ validation }) => validation.dice],
      ['validation_jaccard', ({ validation }) => validation.jaccard],
      ['steps', ({ steps }) => steps],
      ['seconds', ({ seconds }) => seconds],
      ['batch', ({ batch }) => batch],
      ['backend', ({ backend }) => backend],
    ],
    rows,
  );
}
