import { Button, Group, Text } from '@mantine/core';
import { removeCorrections, startCorrecting, stopCorrecting } from '@/app/flows/correctOutline';
import { countCorrections, isCorrecting, openCase } from '@/app/store/selectors';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './Correct.module.css';
import { BUTTON_ID, focusButton } from './focus';

/** The way to a correction by hand, and how many there are. */
export function CorrectBlock() {
  const ports = usePorts();
  const { canCorrect, isOn, count } = useAppState((state) => ({
    canCorrect: openCase(state)?.progress.status === 'done',
    isOn: isCorrecting(state),
    count: countCorrections(state),
  }));
  return (
    <div className={classes.block} role="group" aria-label="Corrections">
      <Group gap="xs">
        <Button
          id={BUTTON_ID}
          size="compact-sm"
          variant={isOn ? 'filled' : 'default'}
          disabled={!canCorrect}
          aria-pressed={isOn}
          onClick={() => (isOn ? stopCorrecting(ports) : startCorrecting(ports))}
        >
          Correct by hand
        </Button>
        {count > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => {
              removeCorrections(ports);
              focusButton();
            }}
          >
            Remove {count === 1 ? 'the correction' : `${count} corrections`}
          </Button>
        )}
      </Group>
      <Text size="xs" mt={4} className={classes.quiet}>
        Adds to the outline or erases from it. Scores, measures and saved files follow.
      </Text>
    </div>
  );
}
