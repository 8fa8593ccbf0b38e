import { SegmentedControl, Slider, Text } from '@mantine/core';
import { changePreferences } from '@/app/flows/changeSettings';
import { effectiveView, openCase } from '@/app/store/selectors';
import { Section } from '@/app/ui/parts/Section';
import { VIEW_NAMES } from '@/app/ui/shortcuts/shortcuts';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './Inspector.module.css';

/** The ways to look at the case; the difference needs a ground truth. */
export function ViewSection() {
  const ports = usePorts();
  const { view, opacity, hasTruth } = useAppState((state) => ({
    view: effectiveView(state),
    opacity: state.preferences.opacity,
    hasTruth: openCase(state)?.truth.status === 'taken',
  }));
  return (
    <Section title="View">
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="View"
        value={view}
        onChange={(value) => changePreferences(ports, { view: value })}
        data={VIEW_NAMES.map(({ view: value, name }) => ({
          value,
          label: name,
          disabled: value === 'difference' && !hasTruth,
        }))}
      />
      <div className={classes.slider}>
        <Text size="sm" mt="sm" className="tabular">
          Opacity {Math.round(opacity * 100)} %
        </Text>
        <Slider
          thumbLabel="Opacity of the overlay"
          value={opacity}
          min={0}
          max={1}
          step={0.05}
          label={null}
          disabled={view !== 'overlay'}
          onChange={(value) => changePreferences(ports, { opacity: value })}
        />
      </div>
    </Section>
  );
}
