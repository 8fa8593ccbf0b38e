import { Text } from '@mantine/core';
import { useAppState } from '@/app/ui/usePorts';
import { AVERAGING, BINARISATION } from '@/core/evaluation/tables';
import shared from '@/app/ui/parts/Place.module.css';
import { MeansTable } from './MeansTable';
import { Part } from './Part';

/** The paper's Table 3 for each contender, by three rules. */
export function MeansSection() {
  const { figures, described } = useAppState(({ evaluation }) => ({
    figures: evaluation.figures,
    described: evaluation.described,
  }));
  if (figures === null || figures.summaries.length === 0) return null;
  return (
    <Part title="Means">
      <div className={shared.means}>
        {figures.summaries.map((summary) => (
          <MeansTable
            key={summary.contender}
            summary={summary}
            name={described.find(({ id }) => id === summary.contender)?.name ?? summary.contender}
          />
        ))}
      </div>
      <Text size="sm" className={shared.quiet}>
        Mean and median: of the pictures’ own figures ({AVERAGING}). In brackets the 95 % interval
        of the mean (bootstrap over the pictures
        {figures.isFinal ? '' : '; it comes when the run ends'}). Pooled: one figure from all pixels
        together, in which large pictures and lesions weigh more. Truths: {BINARISATION}. Distances
        are in pixels of each picture and not defined where a mask is empty; the number of pictures
        then stands beside them.
      </Text>
    </Part>
  );
}
