import { Button, Checkbox, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { chooseModel } from '@/app/flows/chooseModel';
import { exportModel, exportOnnx } from '@/app/flows/exportModel';
import { removeModel, renameModel } from '@/app/flows/ownModels';
import { formatBytes, formatCount, formatScore } from '@/app/ui/parts/formatNumbers';
import { Question } from '@/app/ui/parts/Question';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import type { ModelRecord } from '@/storage/modelRecords';
import shared from '@/app/ui/parts/Place.module.css';

/** One network of this device and what can be done with it. */
export function OwnModel({ record }: { readonly record: ModelRecord }) {
  const ports = usePorts();
  const { id, card, bytes, runId } = record;
  const { name } = card;
  const isRunning = useAppState(({ engine }) => engine.status === 'ready' && engine.card.id === id);
  const [newName, setNewName] = useState<string | null>(null);
  const [asks, setAsks] = useState(false);
  const [withPairs, setWithPairs] = useState(false);
  return (
    <li aria-label={name}>
      {newName === null ? (
        <Text fw={600}>{name}</Text>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setNewName(null);
            void renameModel(ports, id, newName);
          }}
        >
          <Group gap="xs" align="end">
            <TextInput
              label="New name"
              maxLength={60}
              value={newName}
              autoFocus
              onChange={(event) => setNewName(event.currentTarget.value)}
            />
            <Button type="submit" size="compact-sm" disabled={newName.trim() === ''}>
              Save the name
            </Button>
          </Group>
        </form>
      )}
      <Text size="sm" className={`tabular ${shared.quiet}`}>
        {tellOrigin(record)}
        {formatBytes(bytes)}
        {isRunning && ', runs now'}
      </Text>
      <Group gap="xs">
        {!isRunning && (
          <Button
            size="compact-sm"
            aria-label={`Use ${name}`}
            onClick={() => void chooseModel(ports, id)}
          >
            Use
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Export ${name} as a ZIP`}
          onClick={() => void exportModel(ports, id, withPairs)}
        >
          Export (ZIP)
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Export ${name} as ONNX`}
          onClick={() => void exportOnnx(ports, id)}
        >
          Export (ONNX)
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Rename ${name}`}
          onClick={() => setNewName(name)}
        >
          Rename
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Delete ${name}`}
          onClick={() => setAsks(true)}
        >
          Delete
        </Button>
      </Group>
      {runId !== '' && (
        <Checkbox
          size="sm"
          label="Put the pictures it learned from into the ZIP, too (while they are still kept here)"
          checked={withPairs}
          onChange={(event) => setWithPairs(event.currentTarget.checked)}
        />
      )}
      <Question
        title={`Delete ${name}?`}
        opened={asks}
        onClose={() => setAsks(false)}
        leave="Keep it"
        act="Delete"
        onAct={() => void removeModel(ports, id)}
      >
        It is removed from this device. A file that you exported stays.
      </Question>
    </li>
  );
}

function tellOrigin({ card: { adaptation } }: ModelRecord): string {
  if (adaptation === undefined) return 'Brought from elsewhere, ';
  const { parent, date, pairs, test } = adaptation;
  const dice =
    test === null
      ? ''
      : `Dice ${formatScore(test.before)} before, ${formatScore(test.after)} after; `;
  return `From ${parent.name}, ${date.slice(0, 10)}, ${formatCount(pairs.training + pairs.validation + pairs.test)} pictures; ${dice}`;
}
