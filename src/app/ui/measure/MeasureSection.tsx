import { Button, Switch, Text } from '@mantine/core';
import { toggleDiameters } from '@/app/flows/setScale';
import { saveMeasures } from '@/app/flows/saveMeasures';
import { openCase } from '@/app/store/selectors';
import { Section } from '@/app/ui/parts/Section';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './Measure.module.css';
import { MeasuresTable } from './MeasuresTable';
import { ScaleBlock } from './ScaleBlock';

/** Size, form and colours of the outlined lesion. */
export function MeasureSection() {
  const ports = usePorts();
  const { id, hasMeasures, isEmpty, showDiameters } = useAppState((state) => {
    const measured = openCase(state)?.measures ?? null;
    return {
      id: state.openId ?? '',
      hasMeasures: measured?.measures != null,
      isEmpty: measured !== null && measured.measures === null,
      showDiameters: state.showDiameters,
    };
  });
  return (
    <Section
      title="Measure"
      aside={
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          disabled={!hasMeasures}
          onClick={() => saveMeasures(ports)}
        >
          Save as CSV
        </Button>
      }
    >
      <Text size="xs" className={classes.quiet}>
        {isEmpty
          ? 'The mask is empty: there is nothing to measure.'
          : 'Of the mask, at the picture’s own size. None of these is a diagnosis.'}
      </Text>
      <MeasuresTable />
      <Switch
        mt="sm"
        label="Draw the diameters"
        checked={showDiameters}
        onChange={() => toggleDiameters(ports)}
      />
      <ScaleBlock key={id} />
    </Section>
  );
}
