import { Skeleton, Table, UnstyledButton } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import classes from './Scores.module.css';

/** A measure that opens to its explanation. `value` is null while it is being counted. */
export function MeasureRow({
  name,
  value,
  isOld = false,
  beside,
  children,
}: {
  readonly name: string;
  readonly value: string | null;
  /** It belongs to the mask before the last change. */
  readonly isOld?: boolean;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Table.Tr>
        <Table.Th scope="row" fw={400}>
          <UnstyledButton
            className={classes.name}
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={() => setIsOpen(!isOpen)}
          >
            <svg className={classes.chevron} viewBox="0 0 8 8" aria-hidden>
              <path d="M2 0.5 6 4 2 7.5" />
            </svg>
            {name}
          </UnstyledButton>
        </Table.Th>
        <Table.Td fw={600} aria-busy={isOld}>
          <div className={`${classes.value} ${isOld ? classes.old : ''}`}>
            {beside}
            {value ?? <Skeleton height={12} width={48} role="img" aria-label="counting" />}
          </div>
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr id={id}>
          <Table.Td colSpan={2} p={0}>
            <div className={classes.explained}>{children}</div>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
