import { Button, Group } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import type { Notice } from '@/app/store/types';
import { useAppState } from '@/app/ui/usePorts';

const SHOWN_MS = { done: 5_000, warning: 12_000 } as const;

/** Passing notices, read aloud; each is shown once. */
export function Notices() {
  const notices = useAppState((state) => state.notices);
  const shown = useRef(new Set<string>());
  useEffect(() => {
    for (const { id, kind, text, action } of notices) {
      if (shown.current.has(id)) continue;
      shown.current.add(id);
      notifications.show({
        id,
        message: action === null ? text : <WithAction id={id} text={text} action={action} />,
        color: kind === 'done' ? 'petrol' : 'orange',
        autoClose: SHOWN_MS[action === null ? kind : 'warning'],
        closeButtonProps: { 'aria-label': 'Dismiss' },
      });
    }
  }, [notices]);
  return <Notifications position="bottom-center" limit={3} />;
}

function WithAction(props: {
  readonly id: string;
  readonly text: string;
  readonly action: NonNullable<Notice['action']>;
}) {
  const { id, text, action } = props;
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap">
      <span style={{ overflowWrap: 'anywhere' }}>{text}</span>
      <Button
        size="compact-sm"
        variant="subtle"
        flex="none"
        onClick={() => {
          notifications.hide(id);
          action.run();
        }}
      >
        {action.label}
      </Button>
    </Group>
  );
}
