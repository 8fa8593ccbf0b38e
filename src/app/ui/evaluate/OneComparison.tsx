import { Table, Text } from '@mantine/core';
import type { Comparison } from '@/core/evaluation/compare';
import { figuresOf, MEASURES } from '@/core/evaluation/measures';
import { formatP } from '@/core/evaluation/report';
import type { ContenderId, EvaluationRow } from '@/core/evaluation/types';
import shared from '@/app/ui/parts/Place.module.css';
import classes from './Evaluate.module.css';
import { formatFigure } from './formatFigure';
import { ScatterPlot } from './ScatterPlot';

const JACCARD_ENOUGH = 0.65;
const MOST_NAMES = 30;

/** Paired differences of two contenders, measure by measure, and the pictures' Jaccard against each other. */
export function OneComparison(props: {
  readonly comparison: Comparison;
  readonly rows: readonly EvaluationRow[];
  readonly nameOf: (id: ContenderId) => string;
}) {
  const { comparison, rows, nameOf } = props;
  const { first, second, differences, firstAlone, secondAlone } = comparison;
  const points = rows.flatMap(({ id, outcomes }) => {
    const x = figuresOf(outcomes[second])?.jaccard ?? null;
    const y = figuresOf(outcomes[first])?.jaccard ?? null;
    return x === null || y === null ? [] : [{ id, x, y }];
  });
  const title = `${nameOf(first)} against ${nameOf(second)}`;
  return (
    <div className={classes.comparison}>
      <div>
        <Table
          captionSide="top"
          verticalSpacing={3}
          horizontalSpacing={6}
          className="tabular"
          aria-label={`Differences: ${title}`}
        >
          <Table.Caption ta="left" mt={0}>
            <strong>{title}</strong>: first minus second, picture by picture
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Measure</Table.Th>
              <Table.Th ta="right">Mean difference</Table.Th>
              <Table.Th ta="right">Wilcoxon p</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {differences.map(({ key, mean, interval, test }) => {
              const { name, unit } = MEASURES.find((one) => one.key === key)!;
              return (
                <Table.Tr key={key}>
                  <Table.Th scope="row" fw={400}>
                    {name}
                  </Table.Th>
                  <Table.Td ta="right">
                    <strong>{formatFigure(mean, unit)}</strong>
                    {interval !== null && (
                      <span className={classes.interval}>
                        {' '}
                        ({interval.map((end) => formatFigure(end, '')).join(' to ')})
                      </span>
                    )}
                  </Table.Td>
                  <Table.Td ta="right">
                    {test === null ? 'no difference' : formatP(test.pValue)}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
        <Text size="sm" className={shared.quiet}>
          In brackets the 95 % interval of the mean difference (bootstrap). Two-sided Wilcoxon
          signed-rank test; nine measures are tested, so a single p just below 0.05 says little.
        </Text>
        <Changed title={`Jaccard of at least 0.65 with ${nameOf(first)} alone`} ids={firstAlone} />
        <Changed
          title={`Jaccard of at least 0.65 with ${nameOf(second)} alone`}
          ids={secondAlone}
        />
      </div>
      <ScatterPlot
        title="Jaccard, picture by picture"
        xName={nameOf(second)}
        yName={nameOf(first)}
        points={points}
        xMost={1}
        marks={{ x: JACCARD_ENOUGH, y: JACCARD_ENOUGH, diagonal: true }}
      />
    </div>
  );
}

function Changed({ title, ids }: { readonly title: string; readonly ids: readonly string[] }) {
  if (ids.length === 0) return <Text size="sm">{title}: no picture.</Text>;
  return (
    <details className={classes.changed}>
      <summary>
        {title}: {ids.length} {ids.length === 1 ? 'picture' : 'pictures'}
      </summary>
      <Text size="sm">
        {ids.slice(0, MOST_NAMES).join(', ')}
        {ids.length > MOST_NAMES && `, and ${ids.length - MOST_NAMES} more`}
      </Text>
    </details>
  );
}
