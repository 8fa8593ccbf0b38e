import { Table } from '@mantine/core';
import { MEASURES, type MeasureKey } from '@/core/evaluation/measures';
import type { BorderSummary } from '@/core/evaluation/summariseByBorder';
import classes from './Evaluate.module.css';
import { formatFigure } from './formatFigure';

const SHOWN: readonly MeasureKey[] = ['dice', 'jaccard', 'recall', 'precision'];
const NAMES = { smooth: 'Smooth, as drawn by hand', ragged: 'Ragged, as grown by a program' };

/** The means of one contender by the truths' borders. */
export function BordersTable({
  borders,
  name,
}: {
  readonly borders: readonly BorderSummary[];
  readonly name: string;
}) {
  return (
    <Table
      captionSide="top"
      verticalSpacing={3}
      horizontalSpacing={6}
      className={`tabular ${classes.meansTable}`}
      aria-label="Means by the truths’ borders"
    >
      <Table.Caption ta="left" mt={0}>
        <strong>By the truths’ borders</strong>, {name}
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Border</Table.Th>
          <Table.Th ta="right">Pictures</Table.Th>
          {SHOWN.map((key) => (
            <Table.Th key={key} ta="right">
              {MEASURES.find((one) => one.key === key)!.name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {borders.map(({ border, summary }) => (
          <Table.Tr key={border}>
            <Table.Th scope="row" fw={400}>
              {NAMES[border]}
            </Table.Th>
            <Table.Td ta="right">{summary.scored}</Table.Td>
            {SHOWN.map((key) => (
              <Table.Td key={key} ta="right">
                {formatFigure(summary.measures[key].mean, '')}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
