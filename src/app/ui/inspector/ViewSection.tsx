import { Slider, Switch, Text } from '@mantine/core';
import { changePreferences } from '@/app/flows/changeSettings';
import { effectiveView, openCase } from '@/app/store/selectors';
import { VIEW_KINDS, type ViewKind } from '@/app/store/views';
import { ChoiceGrid } from '@/app/ui/parts/ChoiceGrid';
import { Section } from '@/app/ui/parts/Section';
import { VIEW_NAMES } from '@/app/ui/parts/viewNames';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './Inspector.module.css';
import { OutlineControls } from './OutlineControls';

/** Views with an outline, and views with a tint of chosen opacity. */
const OUTLINED: readonly ViewKind[] = ['overlay', 'outline', 'probability', 'compare'];
const TINTED: readonly ViewKind[] = ['overlay', 'compare'];

/** The ways to look at the case; the difference needs a ground truth. */
export function ViewSection() {
  const ports = usePorts();
  const { view, opacity, loupe, hasTruth } = useAppState((state) => ({
    view: effectiveView(state),
    opacity: state.preferences.opacity,
    loupe: state.preferences.loupe,
    hasTruth: openCase(state)?.truth.status === 'taken',
  }));
  return (
    <Section title="View">
      <ChoiceGrid
        label="View"
        value={view}
        onChange={(value) => changePreferences(ports, { view: value })}
        choices={VIEW_KINDS.map((kind) => ({
          value: kind,
          name: VIEW_NAMES[kind].name,
          disabled: kind === 'difference' && !hasTruth,
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
          disabled={!TINTED.includes(view)}
          onChange={(value) => changePreferences(ports, { opacity: value })}
        />
      </div>
      <OutlineControls disabled={!OUTLINED.includes(view)} />
      <Switch
        mt="md"
        label="Loupe"
        description="Enlarges the pixels under the pointer"
        checked={loupe}
        disabled={view === 'figure'}
        onChange={(event) => changePreferences(ports, { loupe: event.currentTarget.checked })}
      />
    </Section>
  );
}
