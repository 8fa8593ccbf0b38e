import type { EvaluatedRow } from '@/app/store/evaluation';
import { openEvaluated } from '@/app/flows/openEvaluated';
import { formatShare } from '@/app/ui/parts/formatNumbers';
import { PLACES } from '@/app/ui/places/places';
import { goTo } from '@/app/ui/places/usePlace';
import { usePorts } from '@/app/ui/usePorts';
import { figuresOf, MEASURES } from '@/core/evaluation/measures';
import type { ContenderId, Outcome } from '@/core/evaluation/types';
import { formatFigure } from './formatFigure';
import type { SortBy } from './pickRows';
import classes from './PicturesTable.module.css';

const COLUMNS = [{ key: 'id', name: 'Picture', unit: '' } as const, ...MEASURES];

/**
 * On a narrow screen each row becomes a list of its own, with the columns' names in it; the roles are told because some
 * browsers forget them with such a layout.
 */
export function PicturesTable({
  rows,
  contender,
  sort,
  onSort,
}: {
  readonly rows: readonly EvaluatedRow[];
  readonly contender: ContenderId;
  readonly sort: SortBy;
  readonly onSort: (sort: SortBy) => void;
}) {
  const ports = usePorts();
  const open = async (id: string) => {
    if (await openEvaluated(ports, id)) goTo(PLACES[0]);
  };
  return (
    <table className={`tabular ${classes.table}`} role="table" aria-label="Pictures">
      <thead role="rowgroup">
        <tr role="row">
          {COLUMNS.map(({ key, name }) => {
            const isSorted = sort.key === key;
            const direction = sort.isDescending ? 'descending' : 'ascending';
            return (
              <th
                key={key}
                role="columnheader"
                scope="col"
                {...(isSorted && { 'aria-sort': direction })}
              >
                <button
                  type="button"
                  className={classes.sort}
                  onClick={() => onSort({ key, isDescending: isSorted && !sort.isDescending })}
                >
                  {name}
                  <span aria-hidden className={classes.arrow}>
                    {isSorted ? (sort.isDescending ? '▼' : '▲') : ''}
                  </span>
                </button>
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => {
          const outcome = row.outcomes[contender];
          const figures = figuresOf(outcome);
          return (
            <tr key={row.id} role="row">
              <th role="rowheader" scope="row">
                <button type="button" className={classes.open} onClick={() => void open(row.id)}>
                  {row.id}
                </button>
              </th>
              {figures === null ? (
                <td role="cell" colSpan={MEASURES.length} className={classes.why}>
                  {tellOutcome(outcome)}
                </td>
              ) : (
                MEASURES.map(({ key, name, unit }) => (
                  <td key={key} role="cell" data-name={name}>
                    {formatFigure(figures[key], unit)}
                  </td>
                ))
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function tellOutcome(outcome: Outcome | undefined): string {
  switch (outcome?.kind) {
    case 'failed':
      return `Not scored: ${outcome.failure.detail}`;
    case 'segmented':
      return `No truth; the mask covers ${formatShare(outcome.lesionPx / outcome.totalPx)}`;
    default:
      return 'Its turn has not come';
  }
}
