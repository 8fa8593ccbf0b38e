import { Table } from '@mantine/core';
import { formatShare } from '@/app/ui/parts/formatNumbers';
import { MEASURES } from '@/core/evaluation/measures';
import type { MeasureSummary, Summary } from '@/core/evaluation/summarise';
import { countOf } from '@/core/evaluation/tables';
import classes from './Evaluate.module.css';
import { FiguresTable } from './FiguresTable';
import { formatFigure } from './formatFigure';

/** The paper's Table 3 of one contender. */
export function MeansTable({
  summary,
  name,
}: {
  readonly summary: Summary;
  readonly name: string;
}) {
  return (
    <FiguresTable
      label={`Means: ${name}`}
      caption={
        <>
          <strong>{name}</strong>, {countOf(summary)} pictures; {formatShare(summary.missed)} with a
          Jaccard below 0.65
        </>
      }
      heads={['Measure', 'Mean', 'Median', 'Pooled']}
    >
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
    </FiguresTable>
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
