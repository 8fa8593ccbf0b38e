import { Fragment } from 'react';
import { formatScore } from '@/app/ui/parts/formatNumbers';
import { denominatorOf, fillFormula, FORMULAS, writeFormula } from '@/core/metrics/formulas';
import { JACCARD_THRESHOLD } from '@/core/metrics/scoreMask';
import type { Scores } from '@/core/metrics/types';
import { MeasureRow } from './MeasureRow';
import { RATIO_MEASURES, type RatioMeasure } from './measures';
import { ReadersBand } from './ReadersBand';
import classes from './Scores.module.css';

/** The overlap measures, each with its formula filled with the case's counts. */
export function RatioRows({ scores }: { readonly scores: Scores | null }) {
  return RATIO_MEASURES.map((measure) => (
    <Fragment key={measure.ratio}>
      <RatioRow measure={measure} scores={scores} />
      {measure.ratio === 'jaccard' && <ThresholdedRow scores={scores} />}
    </Fragment>
  ));
}

function RatioRow({
  measure: { name, ratio, sentence, readers },
  scores,
}: {
  readonly measure: RatioMeasure;
  readonly scores: Scores | null;
}) {
  const formula = FORMULAS[ratio];
  const score = scores?.[ratio] ?? null;
  return (
    <MeasureRow
      name={name}
      value={score === null ? null : formatScore(score)}
      beside={readers !== null && <ReadersBand readers={readers} score={score} />}
    >
      <p>{sentence}</p>
      <p className={`tabular ${classes.formula}`}>
        {writeFormula(formula)}
        {scores !== null && (
          <>
            <br />= {fillFormula(formula, scores.counts)}
            <br />={' '}
            {denominatorOf(formula, scores.counts) === 0
              ? '0 / 0, which counts as 1'
              : formatScore(scores[ratio])}
          </>
        )}
      </p>
      {readers !== null && (
        <p>
          Two people who outline the same picture reach a mean of {formatScore(readers.mean)} and a
          median of {formatScore(readers.median)}: the band on the bar (379 pairs of ISIC 2017’s
          test pictures, IMA++; such pictures may be harder than most).
        </p>
      )}
    </MeasureRow>
  );
}

function ThresholdedRow({ scores }: { readonly scores: Scores | null }) {
  return (
    <MeasureRow
      name="Thresholded Jaccard"
      value={scores === null ? null : formatScore(scores.thresholdedJaccard)}
    >
      <p>
        The Jaccard where it is at least {JACCARD_THRESHOLD}, else 0: in the ISIC 2018 challenge
        less than that is a miss.
      </p>
      {scores !== null && (
        <p className="tabular">
          {formatScore(scores.jaccard)} {scores.jaccard >= JACCARD_THRESHOLD ? '≥' : '<'}{' '}
          {JACCARD_THRESHOLD}, so {formatScore(scores.thresholdedJaccard)}
        </p>
      )}
    </MeasureRow>
  );
}
