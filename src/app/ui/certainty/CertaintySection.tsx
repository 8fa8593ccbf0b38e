import { Stack, Switch } from '@mantine/core';
import { changeAverage } from '@/app/flows/assessCertainty';
import { toggleUncertainty } from '@/app/flows/showUncertainty';
import { caseCertainty } from '@/app/store/certainty';
import { openCase } from '@/app/store/selectors';
import { Section } from '@/app/ui/parts/Section';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import { AgreementBlock } from './AgreementBlock';
import { WarningList } from './WarningList';

/** The warning in the picture's corner leads here. */
export const CERTAINTY_ID = 'certainty';

/** How far the outline can be trusted. Comes after the outline and never changes it unasked. */
export function CertaintySection() {
  const ports = usePorts();
  const { isDone, useAverage, showUncertainty } = useAppState((state) => {
    const one = openCase(state);
    return {
      isDone: one !== null && caseCertainty(one).status === 'done',
      useAverage: state.useAverage,
      showUncertainty: state.showUncertainty,
    };
  });
  return (
    <div id={CERTAINTY_ID} tabIndex={-1}>
      <Section title="Certainty">
        <WarningList />
        <AgreementBlock />
        <Stack gap="xs" mt="xs">
          <Switch
            label="Show where it is unsure"
            description="A map over the picture of where the answers differ"
            checked={showUncertainty}
            disabled={!isDone && !showUncertainty}
            onChange={() => toggleUncertainty(ports)}
          />
          <Switch
            label="Use the average of eight"
            description="For the outline, its scores, measures and files"
            checked={useAverage}
            disabled={!isDone && !useAverage}
            onChange={(event) => void changeAverage(ports, event.currentTarget.checked)}
          />
        </Stack>
      </Section>
    </div>
  );
}
