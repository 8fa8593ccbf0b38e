import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useAppState } from '@/app/ui/usePorts';
import { summariseByBorder } from '@/core/evaluation/summariseByBorder';
import { AVERAGING, BINARISATION } from '@/core/evaluation/tables';
import type { ContenderId } from '@/core/evaluation/types';
import shared from '@/app/ui/parts/Place.module.css';
import { BordersTable } from './BordersTable';
import { MeansTable } from './MeansTable';
import { Part } from './Part';

/** The paper's Table 3 for each contender, by three rules. */
export function MeansSection() {
  const { figures, described, rows } = useAppState(({ evaluation }) => ({
    figures: evaluation.figures,
    described: evaluation.described,
    rows: evaluation.rows,
  }));
  const isFinal = figures?.isFinal === true;
  const borders = useMemo(() => (isFinal ? summariseByBorder(rows, 'main') : []), [isFinal, rows]);
  const nameOf = (contender: ContenderId) =>
    described.find(({ id }) => id === contender)?.name ?? contender;
  if (figures === null || figures.summaries.length === 0) return null;
  return (
    <Part title="Means">
      <div className={shared.means}>
        {figures.summaries.map((summary) => (
          <MeansTable key={summary.contender} summary={summary} name={nameOf(summary.contender)} />
        ))}
        {borders.length > 0 && (
          <BordersTable
            borders={borders}
            name={nameOf('main')}
            scored={figures.summaries.find(({ contender }) => contender === 'main')?.scored ?? 0}
          />
        )}
      </div>
      <Text size="sm" className={shared.quiet}>
        Mean and median: of the pictures’ own figures ({AVERAGING}). In brackets the 95 % interval
        of the mean (bootstrap over the pictures
        {figures.isFinal ? '' : '; it comes when the run ends'}). Pooled: one figure from all pixels
        together, in which large pictures and lesions weigh more. Truths: {BINARISATION}. Distances
        are in pixels of each picture and not defined where a mask is empty; the number of pictures
        then stands beside them.
        {borders.length > 0 &&
          ' Some of these truths have ragged borders, as where a program grew them; outlines drawn by hand are smoother and often lie further out, so that one network cannot please both.'}
      </Text>
    </Part>
  );
}
