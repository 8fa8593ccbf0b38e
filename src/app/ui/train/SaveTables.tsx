import { Button, Group } from '@mantine/core';
import { type OutcomeFile, saveOutcome } from '@/app/flows/saveOutcome';
import { usePorts } from '@/app/ui/usePorts';

const FILES: readonly { readonly kind: OutcomeFile; readonly name: string }[] = [
  { kind: 'pictures', name: 'Pictures (CSV)' },
  { kind: 'means', name: 'Means (CSV)' },
  { kind: 'differences', name: 'Differences (CSV)' },
  { kind: 'samples', name: 'Samples (CSV)' },
  { kind: 'curve', name: 'Learning curve (CSV)' },
];

/** The figures behind the verdict, in full precision. */
export function SaveTables() {
  const ports = usePorts();
  return (
    <Group gap="xs" role="group" aria-label="Save the figures">
      {FILES.map(({ kind, name }) => (
        <Button
          key={kind}
          size="compact-sm"
          variant="default"
          onClick={() => saveOutcome(ports, kind)}
        >
          {name}
        </Button>
      ))}
    </Group>
  );
}
