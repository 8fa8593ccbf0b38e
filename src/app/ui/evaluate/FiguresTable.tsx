import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Evaluate.module.css';

/** A table of figures with its caption above: `heads` stand over the columns, the first to the left. */
export function FiguresTable({
  label,
  caption,
  heads,
  children,
}: {
  readonly label: string;
  readonly caption: ReactNode;
  readonly heads: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <Table
      captionSide="top"
      verticalSpacing={3}
      horizontalSpacing={6}
      className={`tabular ${classes.meansTable}`}
      aria-label={label}
    >
      <Table.Caption ta="left" mt={0}>
        {caption}
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          {heads.map((head, index) => (
            <Table.Th key={head} ta={index === 0 ? 'left' : 'right'}>
              {head}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}
