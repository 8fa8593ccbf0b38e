import { Button, SegmentedControl, Slider, Stack, Switch, Text } from '@mantine/core';
import { changeMask, resetMask } from '@/app/flows/changeSettings';
import { cardMaskSettings, maskSettings } from '@/app/store/selectors';
import { CorrectBlock } from '@/app/ui/correct/CorrectBlock';
import { Section } from '@/app/ui/parts/Section';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './Inspector.module.css';

/** Threshold and clean-up; every change is seen at once, without running the network. */
export function MaskSection() {
  const ports = usePorts();
  const settings = useAppState(maskSettings);
  const card = useAppState(cardMaskSettings);
  const isChanged =
    settings.threshold !== card.threshold ||
    settings.keep !== card.keep ||
    settings.fillHoles !== card.fillHoles;
  const keepsOne = settings.keep !== 'all';
  return (
    <Section
      title="Mask"
      aside={
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          disabled={!isChanged}
          onClick={() => resetMask(ports)}
        >
          Reset
        </Button>
      }
    >
      <div className={classes.slider}>
        <Text size="sm" className="tabular">
          Threshold {Math.round(settings.threshold * 100)} %
        </Text>
        <Slider
          thumbLabel="Threshold"
          value={settings.threshold}
          min={0.01}
          max={0.99}
          step={0.01}
          label={null}
          onChange={(threshold) => changeMask(ports, { threshold })}
        />
      </div>
      <Text size="xs" mt={4} className={classes.quiet}>
        A pixel is lesion where the network’s probability is at least this.
      </Text>
      <Stack gap="xs" mt="sm">
        <Switch
          label="Keep one region"
          description="Drops shadows, hairs and corners taken for lesion"
          checked={keepsOne}
          onChange={(event) =>
            changeMask(ports, {
              keep: event.currentTarget.checked
                ? card.keep === 'all'
                  ? 'largest'
                  : card.keep
                : 'all',
            })
          }
        />
        {keepsOne && (
          <SegmentedControl
            size="xs"
            aria-label="Which region to keep"
            value={settings.keep}
            onChange={(keep) => changeMask(ports, { keep: keep })}
            data={[
              { value: 'largest', label: 'Largest' },
              { value: 'central', label: 'Most central' },
            ]}
          />
        )}
        <Switch
          label="Fill holes"
          checked={settings.fillHoles}
          onChange={(event) => changeMask(ports, { fillHoles: event.currentTarget.checked })}
        />
      </Stack>
      <CorrectBlock />
    </Section>
  );
}
