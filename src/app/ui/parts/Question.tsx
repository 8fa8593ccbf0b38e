import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Asks before something is lost: Escape, the cross and the first button, which has the focus, leave it as it is. */
export function Question({
  title,
  opened,
  onClose,
  leave,
  act,
  onAct,
  children,
}: {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The button that changes nothing. */
  readonly leave: string;
  readonly act: string;
  /** After the question was closed. */
  readonly onAct: () => void;
  /** What will be lost, and what stays. */
  readonly children: ReactNode;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Text size="sm">{children}</Text>
      <Group mt="md" justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          {leave}
        </Button>
        <Button
          onClick={() => {
            onClose();
            onAct();
          }}
        >
          {act}
        </Button>
      </Group>
    </Modal>
  );
}
