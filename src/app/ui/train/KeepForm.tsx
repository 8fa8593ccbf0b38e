import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { chooseModel } from '@/app/flows/chooseModel';
import { keepTrained } from '@/app/flows/keepTrained';
import type { TrainingOutcome } from '@/app/store/training';
import { describeFailure, type Message } from '@/app/ui/messages';
import { MessageBox } from '@/app/ui/parts/MessageBox';
import { PLACES } from '@/app/ui/places/places';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import { freeName } from '@/core/naming/caseNames';
import shared from '@/app/ui/parts/Place.module.css';

/** Keeps the trained network under a name, then leads to where it can be used. */
export function KeepForm({ outcome }: { readonly outcome: TrainingOutcome }) {
  const ports = usePorts();
  const { kept, running, names } = useAppState((state) => ({
    kept: state.ownModels.find(({ id }) => id === outcome.keptAs) ?? null,
    running: state.engine.status === 'ready' ? state.engine.card.id : null,
    names: state.ownModels.map(({ card }) => card.name).join('\n'),
  }));
  const [name, setName] = useState(() => freeName('My network', new Set(names.split('\n'))));
  const [isKeeping, setIsKeeping] = useState(false);
  const [message, setMessage] = useState<Message | null>(null);
  if (kept !== null) {
    return (
      <div className={shared.line} role="status" aria-label="Kept">
        <Text size="sm">
          <strong>{kept.card.name}</strong> is kept on this device.
        </Text>
        {running === kept.id ? (
          <Text size="sm">It outlines your pictures now.</Text>
        ) : (
          <Button size="compact-sm" onClick={() => void chooseModel(ports, kept.id)}>
            Use it now
          </Button>
        )}
        <a href={PLACES[3]?.hash}>Export, rename or delete it among the models</a>
        <Text size="sm" className={shared.quiet}>
          The pictures of this training stay on this device until the next one, or until you clear
          what is stored.
        </Text>
      </div>
    );
  }
  if (outcome.keptAs !== null) return <Text size="sm">It was removed from this device.</Text>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setIsKeeping(true);
        void keepTrained(ports, name).then((reply) => {
          setIsKeeping(false);
          setMessage(reply.ok ? null : describeFailure(reply.failure));
        });
      }}
    >
      <Group gap="xs" align="end">
        <TextInput
          label="Name of the new network"
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant={outcome.verdict?.kind === 'better' ? 'filled' : 'default'}
          disabled={name.trim() === ''}
          loading={isKeeping}
        >
          Keep it
        </Button>
      </Group>
      {message !== null && <MessageBox message={message} />}
    </form>
  );
}
