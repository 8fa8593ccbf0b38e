import { Button, Popover, Progress, Radio, Stack, Text } from '@mantine/core';
import { startEngine } from '@/app/flows/startEngine';
import { BACKEND_NAMES } from '@/app/store/backendNames';
import type { BackendChoice, BackendReport, EngineStatus } from '@/engine/protocol';
import { formatMegabytes } from '@/app/ui/parts/formatNumbers';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import { EngineFailure } from './EngineFailure';
import classes from './Header.module.css';

const CHOICES: readonly { readonly value: BackendChoice; readonly label: string }[] = [
  { value: 'auto', label: 'Best for this device' },
  { value: 'webgpu', label: 'WebGPU' },
  { value: 'webgl', label: 'WebGL' },
  { value: 'wasm', label: 'WASM' },
  { value: 'cpu', label: 'CPU (very slow)' },
];

/** What runs, why nothing better does, and the choice of another. */
export function EngineBadge() {
  const ports = usePorts();
  const { engine, choice } = useAppState((state) => ({
    engine: state.engine,
    choice: state.backendChoice,
  }));
  return (
    <Popover
      width="min(340px, calc(100vw - 16px))"
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant="default"
          size="compact-sm"
          fw={500}
          className={`tabular ${classes.badge}`}
          aria-label={`Engine: ${shortStatus(engine)}`}
        >
          {shortStatus(engine)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Engine">
        <Stack gap="sm">
          <EngineDetails engine={engine} />
          <Radio.Group
            label="Run the network on"
            value={choice}
            onChange={(value) => void startEngine(ports, { backendChoice: value })}
          >
            <Stack gap={6} mt={6}>
              {CHOICES.map(({ value, label }) => (
                <Radio key={value} value={value} label={label} />
              ))}
            </Stack>
          </Radio.Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function EngineDetails({ engine }: { readonly engine: EngineStatus }) {
  switch (engine.status) {
    case 'choosing-backend':
      return <Text size="sm">Trying what this device offers.</Text>;
    case 'downloading':
      return (
        <>
          <Text size="sm" className="tabular">
            Downloading the network: {formatMegabytes(engine.loadedBytes)} of{' '}
            {formatMegabytes(engine.totalBytes)}
          </Text>
          <Progress
            value={(100 * engine.loadedBytes) / Math.max(1, engine.totalBytes)}
            aria-label="Download of the network"
          />
        </>
      );
    case 'preparing':
      return <Text size="sm">Preparing the network: a first run on an empty picture.</Text>;
    case 'failed':
      return <EngineFailure failure={engine.failure} />;
    case 'ready':
      return (
        <>
          <Text size="sm" fw={600}>
            {engine.card.name} network on {describeBackend(engine.backend)}
          </Text>
          {engine.backend.adapter !== '' && <Text size="xs">{engine.backend.adapter}</Text>}
          {engine.backend.passedOver.map(({ name, reason }) => (
            <Text size="xs" key={name}>
              {name === engine.backend.name
                ? `${BACKEND_NAMES[name]}, ${reason}`
                : `Not ${BACKEND_NAMES[name]}: ${reason}`}
            </Text>
          ))}
        </>
      );
  }
}

function shortStatus(engine: EngineStatus): string {
  switch (engine.status) {
    case 'choosing-backend':
      return 'Starting';
    case 'downloading':
      return `Downloading ${formatMegabytes(engine.loadedBytes)}`;
    case 'preparing':
      return 'Preparing';
    case 'failed':
      return 'No network';
    case 'ready':
      return describeBackend(engine.backend);
  }
}

function describeBackend({ name, threads }: BackendReport): string {
  if (name !== 'wasm') return BACKEND_NAMES[name];
  return `WASM, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}
