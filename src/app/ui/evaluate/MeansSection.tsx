import { Table, Text } from '@mantine/core';
import { formatShare } from '@/app/ui/parts/formatNumbers';
import { useAppState } from '@/app/ui/usePorts';
import { MEASURES } from '@/core/evaluation/measures';
import type { MeasureSummary, Summary } from '@/core/evaluation/summarise';
import { AVERAGING, BINARISATION, countOf } from '@/core/evaluation/tables';
import classes from './Evaluate.module.css';
import { formatFigure } from './formatFigure';
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
      <div className={classes.means}>
        {figures.summaries.map((summary) => (
          <MeansTable
            key={summary.contender}
            summary={summary}
            name={described.find(({ id }) => id === summary.contender)?.name ?? summary.contender}
          />
        ))}
      </div>
      <Text size="sm" className={classes.quiet}>
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

function MeansTable({ summary, name }: { readonly summary: Summary; readonly name: string }) {
  return (
    <Table
      captionSide="top"
      verticalSpacing={3}
      horizontalSpacing={6}
      className={`tabular ${classes.meansTable}`}
      aria-label={`Means: ${name}`}
    >
      <Table.Caption ta="left" mt={0}>
        <strong>{name}</strong>, {countOf(summary)} pictures; {formatShare(summary.missed)} with a
        Jaccard below 0.65
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Measure</Table.Th>
          <Table.Th ta="right">Mean</Table.Th>
          <Table.Th ta="right">Median</Table.Th>
          <Table.Th ta="right">Pooled</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {MEASURES.map(({ key, name: measure, unit }) => {
          const one = summary.measures[key];
          return (
            <Table.Tr key={key}>
              <Table.Th scope="row" fw={400}>
                {measure}
                {one.pictures < summary.scored && ` (${one.pictures} pictures)`}
              </Table.Th>
              <Table.Td ta="right">
                <strong>{formatFigure(one.mean, unit)}</strong>
                <IntervalText of={one} />
              </Table.Td>
              <Table.Td ta="right">{formatFigure(one.median, unit)}</Table.Td>
              <Table.Td ta="right">
                {one.pooled === null ? '' : formatFigure(one.pooled, unit)}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

function IntervalText({ of: { interval } }: { readonly of: MeasureSummary }) {
  if (interval === null) return null;
  return (
    <span className={classes.interval}>
      {' '}
      ({interval.map((end) => formatFigure(end, '')).join(' to ')})
    </span>
  );
}
