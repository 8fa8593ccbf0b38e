import { Button, Radio, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { chooseModel } from '@/app/flows/chooseModel';
import { isRunning } from '@/app/store/evaluation';
import { formatBytes } from '@/app/ui/parts/formatNumbers';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import type { ModelIndex } from '@/engine/protocol';
import classes from './Models.module.css';
import { useKeptModel } from './useKeptModel';

/** Which networks there are, which one runs, and which stay on the device; nothing where there is one only. */
export function ModelChoice() {
  const ports = usePorts();
  const [index, setIndex] = useState<ModelIndex | null>(null);
  const { running, wanted, own, isEvaluating } = useAppState((state) => ({
    running: state.engine.status === 'ready' ? state.engine.card.id : null,
    wanted: state.modelId,
    own: state.ownModels,
    isEvaluating: isRunning(state),
  }));
  useEffect(() => {
    let isGone = false;
    void ports.engine.listModels(ports.modelsUrl).then((reply) => {
      if (!isGone && reply.ok) setIndex(reply.value);
    });
    return () => {
      isGone = true;
    };
  }, [ports]);
  if (index === null || index.models.length + own.length < 2) return null;
  return (
    <section className={classes.choice} aria-label="Choice of network">
      <Radio.Group
        label={
          <Title order={3} size="h4">
            Networks
          </Title>
        }
        description={
          isEvaluating
            ? 'An evaluation is running: stop it before you change the network.'
            : 'Your choice outlines your open pictures again.'
        }
        disabled={isEvaluating}
        value={wanted ?? running ?? index.default}
        onChange={(id) => void chooseModel(ports, id, index)}
      >
        <Stack gap="sm" mt="sm">
          {index.models.map(({ id, name, bytes }) => (
            <div key={id} className={classes.model}>
              <Radio
                value={id}
                label={name}
                description={[
                  `${formatBytes(bytes)} to download`,
                  ...describeDefault(id, index),
                  ...(id === running ? ['runs now'] : []),
                ].join(', ')}
              />
              <KeptControl id={id} name={name} isDefault={id === index.default} />
            </div>
          ))}
          {own.map(({ id, card, bytes }) => (
            <div key={id} className={classes.model}>
              <Radio
                value={id}
                label={card.name}
                description={[
                  `${formatBytes(bytes)}, your own`,
                  ...(id === running ? ['runs now'] : []),
                ].join(', ')}
              />
              <Text size="sm">Kept on this device</Text>
            </div>
          ))}
        </Stack>
      </Radio.Group>
    </section>
  );
}

/** When a visit begins with it. */
function describeDefault(id: string, index: ModelIndex): string[] {
  if (index.defaultOnGpu === undefined)
    return id === index.default ? ['the first one you get'] : [];
  if (id === index.defaultOnGpu) return ['the first one you get with WebGPU on a graphics card'];
  return id === index.default ? ['the first one you get without WebGPU on a graphics card'] : [];
}

/** The default model comes with the page; another one stays on the device as it is used, until it is removed here. */
function KeptControl(props: {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
}) {
  const { id, name, isDefault } = props;
  const canKeep = useAppState((state) => state.offline.keeping.status === 'kept');
  const { state, keep, drop } = useKeptModel(id);
  if (!canKeep) return null;
  if (isDefault) return <Text size="sm">Kept on this device</Text>;
  if (state === 'unknown') return null;
  return (
    <div className={classes.kept}>
      <Text size="sm" role="status" aria-label={`${name} on this device`}>
        {WORDS[state]}
      </Text>
      {state === 'kept' ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={drop}
          aria-label={`Remove ${name} from this device`}
        >
          Remove
        </Button>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          loading={state === 'keeping'}
          onClick={keep}
          aria-label={`Keep ${name} offline`}
        >
          Keep offline
        </Button>
      )}
    </div>
  );
}

const WORDS = {
  kept: 'Kept on this device',
  keeping: 'Being stored',
  absent: 'Needs a connection',
  failed: 'Could not be stored: check the connection and try again.',
} as const;
