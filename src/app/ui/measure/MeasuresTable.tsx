import { Skeleton, Table, UnstyledButton } from '@mantine/core';
import { useId, useState } from 'react';
import { mapsAveraged } from '@/app/store/certainty';
import { openCase } from '@/app/store/selectors';
import type { AppState } from '@/app/store/types';
import { useAppState } from '@/app/ui/usePorts';
import type { MaskSettings } from '@/core/mask/types';
import classes from './Measure.module.css';
import { MEASURES, type MeasureWords } from './measures';

/** The open case's measures; each name opens to its definition and source. They follow the sliders. */
export function MeasuresTable() {
  return (
    <Table
      mt="xs"
      verticalSpacing={0}
      horizontalSpacing={0}
      className="tabular"
      aria-label="Measures"
    >
      <Table.Tbody>
        {MEASURES.map((words) => (
          <MeasureRow key={words.name} words={words} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function MeasureRow({ words }: { readonly words: MeasureWords }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const { measured, scale, isOld } = useAppState((state) => ({
    measured: openCase(state)?.measures ?? null,
    scale: openCase(state)?.scale ?? null,
    isOld: isBehind(state),
  }));
  const { name, format, definition, source } = words;
  const figure = measured?.measures == null ? '–' : format(measured.measures, scale);
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
        <Table.Td className={`${classes.value} ${isOld ? classes.old : ''}`} aria-busy={isOld}>
          {measured === null ? (
            <Skeleton height={12} width={64} ml="auto" aria-label="measuring" />
          ) : (
            figure
          )}
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr id={id}>
          <Table.Td colSpan={2} p={0}>
            <div className={classes.explained}>
              {definition} <span className={classes.quiet}>Source: {source}.</span>
            </div>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

/** The figures belong to the mask before the last change. */
function isBehind(state: AppState): boolean {
  const one = openCase(state);
  const shown = state.stage?.developed?.settings;
  if (one?.measures == null || shown === undefined) return false;
  const { settings, mapsAveraged: averaged } = one.measures;
  return !isSame(settings, shown) || averaged !== mapsAveraged(state, one);
}

function isSame(a: MaskSettings, b: MaskSettings): boolean {
  return a.threshold === b.threshold && a.keep === b.keep && a.fillHoles === b.fillHoles;
}
