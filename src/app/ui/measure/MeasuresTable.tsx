import { Table } from '@mantine/core';
import { mapsAveraged } from '@/app/store/certainty';
import { openCase } from '@/app/store/selectors';
import type { AppState } from '@/app/store/types';
import { MeasureRow } from '@/app/ui/scores/MeasureRow';
import { useAppState } from '@/app/ui/usePorts';
import { isSameMask } from '@/core/mask/isSameMask';
import classes from './Measure.module.css';
import { MEASURES } from './measures';

/** The open case's measures; each name opens to its definition and source. They follow the sliders. */
export function MeasuresTable() {
  const { measured, scale, isOld } = useAppState((state) => ({
    measured: openCase(state)?.measures ?? null,
    scale: openCase(state)?.scale ?? null,
    isOld: isBehind(state),
  }));
  return (
    <Table
      mt="xs"
      verticalSpacing={2}
      horizontalSpacing={0}
      className="tabular"
      aria-label="Measures"
    >
      <Table.Tbody>
        {MEASURES.map(({ name, format, definition, source }) => (
          <MeasureRow
            key={name}
            name={name}
            value={
              measured === null
                ? null
                : measured.measures === null
                  ? '–'
                  : format(measured.measures, scale)
            }
            isOld={isOld}
          >
            <p>
              {definition} <span className={classes.quiet}>Source: {source}.</span>
            </p>
          </MeasureRow>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** The figures belong to the mask before the last change. */
function isBehind(state: AppState): boolean {
  const one = openCase(state);
  const { stage } = state;
  if (one?.measures == null || stage?.caseId !== one.id || stage.developed === null) return false;
  const shown = stage.developed.settings;
  const { settings, mapsAveraged: averaged } = one.measures;
  return !isSameMask(settings, shown) || averaged !== mapsAveraged(state, one);
}
