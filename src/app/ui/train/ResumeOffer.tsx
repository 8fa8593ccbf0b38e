import { Button, Group, Text } from '@mantine/core';
import { forgetTraining } from '@/app/flows/keepTraining';
import { goOnTraining } from '@/app/flows/runTraining';
import { isTraining } from '@/app/store/training';
import { formatCount } from '@/app/ui/parts/formatNumbers';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import shared from '@/app/ui/parts/Place.module.css';

/** A training of an earlier visit, to go on with. */
export function ResumeOffer() {
  const ports = usePorts();
  const { kept, isBusy } = useAppState((state) => ({
    kept: state.training.kept,
    isBusy: isTraining(state),
  }));
  if (kept === null) return null;
  const { parentName, pictures, pass, passes, isEnded } = kept;
  return (
    <div className={shared.note} role="status" aria-label="Earlier training">
      <Text size="sm">
        {isEnded || pass >= passes
          ? `A training of ${parentName} on ${formatCount(pictures)} pictures is done; before and after are still to be compared.`
          : `A training of ${parentName} on ${formatCount(pictures)} pictures stopped after pass ${formatCount(pass)} of ${formatCount(passes)}. Go on from there, with nothing lost but the pass that was under way.`}
      </Text>
      <Group gap="xs">
        <Button size="compact-sm" disabled={isBusy} onClick={() => void goOnTraining(ports)}>
          Go on
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          onClick={() => void forgetTraining(ports)}
        >
          Forget it
        </Button>
      </Group>
    </div>
  );
}
