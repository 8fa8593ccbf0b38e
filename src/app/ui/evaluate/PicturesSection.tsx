import { NativeSelect, NumberInput, Pagination, Text, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { formatCount } from '@/app/ui/parts/formatNumbers';
import { useAppState } from '@/app/ui/usePorts';
import { MEASURES, type MeasureKey } from '@/core/evaluation/measures';
import type { ContenderId } from '@/core/evaluation/types';
import classes from './Evaluate.module.css';
import { Part } from './Part';
import { PicturesTable } from './PicturesTable';
import { pickRows, type RowFilter, type SortBy } from './pickRows';

const ROWS_A_PAGE = 50;

/** The paper's Table 2: a row a picture. */
export function PicturesSection() {
  const { rows, described } = useAppState(({ evaluation }) => ({
    rows: evaluation.rows,
    described: evaluation.described,
  }));
  const [contender, setContender] = useState<ContenderId>('main');
  const [sort, setSort] = useState<SortBy>({ key: 'id', isDescending: false });
  const [filter, setFilter] = useState<RowFilter>({
    name: '',
    status: 'all',
    measure: 'jaccard',
    below: null,
  });
  const [page, setPage] = useState(1);
  const picked = useMemo(
    () => pickRows(rows, contender, filter, sort),
    [rows, contender, filter, sort],
  );
  const pages = Math.max(1, Math.ceil(picked.length / ROWS_A_PAGE));
  const current = Math.min(page, pages);
  const change = (changed: Partial<RowFilter>) => {
    setFilter({ ...filter, ...changed });
    setPage(1);
  };
  return (
    <Part title="Pictures">
      <div className={classes.choices}>
        <NativeSelect
          label="Figures of"
          value={contender}
          data={described.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setContender(event.currentTarget.value as ContenderId)}
        />
        <TextInput
          label="Name contains"
          value={filter.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label="Show"
          value={filter.status}
          data={[
            { value: 'all', label: 'all pictures' },
            { value: 'scored', label: 'scored' },
            { value: 'failed', label: 'not scored' },
          ]}
          onChange={(event) => change({ status: event.currentTarget.value as RowFilter['status'] })}
        />
        <NativeSelect
          label="Only where"
          value={filter.measure}
          data={MEASURES.map(({ key, name }) => ({ value: key, label: name }))}
          onChange={(event) => change({ measure: event.currentTarget.value as MeasureKey })}
        />
        <NumberInput
          label="is below"
          step={0.05}
          min={0}
          value={filter.below ?? ''}
          onChange={(value) => change({ below: value === '' ? null : Number(value) })}
        />
      </div>
      <Text size="sm" className="tabular" role="status" aria-label="Rows">
        {formatCount(picked.length)} of {formatCount(rows.length)} pictures
      </Text>
      <PicturesTable
        rows={picked.slice((current - 1) * ROWS_A_PAGE, current * ROWS_A_PAGE)}
        contender={contender}
        sort={sort}
        onSort={setSort}
      />
      {pages > 1 && (
        <Pagination
          total={pages}
          value={current}
          onChange={setPage}
          getControlProps={(control) => ({ 'aria-label': `${control} page` })}
          getItemProps={(item) => ({ 'aria-label': `Page ${item}` })}
          size="sm"
        />
      )}
    </Part>
  );
}
