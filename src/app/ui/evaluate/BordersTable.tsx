import { Table } from '@mantine/core';
import type { BorderSummary } from '@/core/evaluation/summariseByBorder';
import { FiguresTable } from './FiguresTable';
import { formatFigure } from './formatFigure';

/** Few and short, for a phone. */
const SHOWN = [
  ['dice', 'Dice'],
  ['jaccard', 'Jaccard'],
  ['recall', 'Recall'],
  ['precision', 'Precision'],
] as const;
const BORDERS = { smooth: 'Smooth', ragged: 'Ragged' };

/** The means of one contender by the truths' borders. Of its `scored` pictures, some truths may have none. */
export function BordersTable({
  borders,
  name,
  scored,
}: {
  readonly borders: readonly BorderSummary[];
  readonly name: string;
  readonly scored: number;
}) {
  const others = borders.reduce((left, { summary }) => left - summary.scored, scored);
  return (
    <FiguresTable
      label="Means by the truths’ borders"
      caption={
        <>
          <strong>By the truths’ borders</strong>, {name}
          {others > 0 && `; ${others} more have none, or it was not looked at`}
        </>
      }
      heads={['Border', 'Pictures', ...SHOWN.map(([, heading]) => heading)]}
    >
      {borders.map(({ border, summary }) => (
        <Table.Tr key={border}>
          <Table.Th scope="row" fw={400}>
            {BORDERS[border]}
          </Table.Th>
          <Table.Td ta="right">{summary.scored}</Table.Td>
          {SHOWN.map(([key]) => (
            <Table.Td key={key} ta="right">
              {formatFigure(summary.measures[key].mean, '')}
            </Table.Td>
          ))}
        </Table.Tr>
      ))}
    </FiguresTable>
  );
}
