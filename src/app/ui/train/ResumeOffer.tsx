import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { forgetTraining } from '@/app/flows/keepTraining';
import { goOnKeptTraining } from '@/app/flows/runTraining';
import { isTraining } from '@/app/store/training';
import { formatCount, formatCounted } from '@/app/ui/parts/formatNumbers';
import { focusPlace } from '@/app/ui/parts/focusPlace';
import { Question } from '@/app/ui/parts/Question';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import shared from '@/app/ui/parts/Place.module.css';

/** A training of an earlier visit, to go on with. */
export function ResumeOffer() {
  const ports = usePorts();
  const [asks, setAsks] = useState<'go on' | 'forget' | null>(null);
  const { kept, isBusy, given } = useAppState((state) => ({
    kept: state.training.kept,
    isBusy: isTraining(state) || state.training.reading !== null,
    given: state.training.pictures.length,
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
        <Button
          size="compact-sm"
          disabled={isBusy}
          onClick={() => (given > 0 ? setAsks('go on') : void goOnKeptTraining(ports))}
        >
          Go on
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          onClick={() => setAsks('forget')}
        >
          Forget it
        </Button>
      </Group>
      <Question
        title="Go on with the earlier training?"
        opened={asks === 'go on'}
        onClose={() => setAsks(null)}
        leave="Leave it"
        act="Go on"
        onAct={() => void goOnKeptTraining(ports)}
      >
        Its {formatCounted(pictures, 'picture')}, parts and settings take the place of those that
        are here now. The files themselves stay where they are.
      </Question>
      <Question
        title="Forget this training?"
        opened={asks === 'forget'}
        onClose={() => setAsks(null)}
        leave="Keep it"
        act="Forget it"
        onAct={() => {
          void forgetTraining(ports);
          focusPlace();
        }}
      >
        What it has learned is removed from this device, with its pictures and truths. The files
        themselves stay where they are.
      </Question>
    </div>
  );
}
