import { Button, Popover, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { clearCases } from '@/app/flows/clearCases';
import type { Keeping } from '@/app/store/types';
import { describeFailure } from '@/app/ui/messages';
import { formatMegabytes } from '@/app/ui/parts/formatNumbers';
import { Question } from '@/app/ui/parts/Question';
import { useAppState, usePorts } from '@/app/ui/usePorts';

/** Whether the cases are kept on this device, how much room they take, and the end of all of them. */
export function KeepControl() {
  const ports = usePorts();
  const { keeping, count } = useAppState((state) => ({
    keeping: state.keeping,
    count: state.cases.length,
  }));
  const [isOpen, setOpen] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const target = useRef<HTMLButtonElement>(null);
  const ask = () => {
    setOpen(false);
    setAsking(true);
  };
  return (
    <>
      <Popover
        opened={isOpen}
        onChange={setOpen}
        width={300}
        position="top-end"
        shadow="md"
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <Button
            ref={target}
            variant="default"
            size="sm"
            fw={500}
            className="tabular"
            onClick={() => setOpen(!isOpen)}
          >
            {shortText(keeping)}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="sm">
            <Text size="sm" className="tabular">
              {longText(keeping)}
            </Text>
            <Button size="sm" variant="default" onClick={ask}>
              Clear everything
            </Button>
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <Question
        title="Clear everything?"
        opened={isAsking}
        onClose={() => {
          setAsking(false);
          target.current?.focus(); // what opened the question went with the popover
        }}
        leave="Keep them"
        act="Clear everything"
        onAct={() => void clearCases(ports)}
      >
        {count === 1 ? 'The open case is' : `All ${count} cases are`} closed and removed from this
        browser, with truths and outlines. Files elsewhere on your disk stay as they are. This
        cannot be undone.
      </Question>
    </>
  );
}

function shortText(keeping: Keeping): string {
  switch (keeping.status) {
    case 'starting':
      return 'Keeping';
    case 'on':
      return keeping.unkept > 0 ? '⚠ Not all kept' : `Kept, ${formatMegabytes(keeping.bytes)}`;
    case 'full':
      return '⚠ Not all kept';
    case 'elsewhere':
    case 'off':
      return '⚠ Not kept';
  }
}

function longText(keeping: Keeping): string {
  switch (keeping.status) {
    case 'starting':
      return 'Looking for cases of your last visit.';
    case 'on':
    case 'full': {
      const { cases, bytes, roomBytes, status, unkept } = keeping;
      const room =
        roomBytes === null ? '' : ` The browser has room for about ${formatRoom(roomBytes)}.`;
      const kept = `${cases === 1 ? 'One case is' : `${cases} cases are`} kept on this device, in this browser: ${formatMegabytes(bytes)}.${room}`;
      if (status === 'on' && unkept > 0) {
        const left = unkept === 1 ? 'One picture' : `${unkept} pictures`;
        return `${kept} ${left} could not be kept, or not the last change: it stays until you close the page. If a file was moved or changed, choose it again.`;
      }
      return status === 'on'
        ? `${kept} They are here at your next visit.`
        : `${kept} There is no room for more: what is not kept stays until you close the page. Close some cases, or clear everything.`;
    }
    case 'elsewhere':
      return 'Lentigo is open in another tab, which keeps its cases. Cases of this tab are not kept, unless that one is closed first.';
    case 'off': {
      const { what, whatNow } = describeFailure(keeping.failure);
      return `${what} ${whatNow}`;
    }
  }
}

function formatRoom(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : formatMegabytes(bytes);
}
