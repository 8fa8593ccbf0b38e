import { Alert, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Message } from '@/app/ui/messages';

/** What happened, what to do now, and the buttons that do it; in the place where it happened. */
export function MessageBox({
  message,
  onClose,
  children,
}: {
  readonly message: Message;
  readonly onClose?: () => void;
  readonly children?: ReactNode;
}) {
  return (
    <Alert
      role="alert"
      color="orange"
      variant="light"
      withCloseButton={onClose !== undefined}
      closeButtonLabel="Dismiss"
      {...(onClose !== undefined && { onClose })}
    >
      <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {message.what}
      </Text>
      <Text size="sm">{message.whatNow}</Text>
      {children}
    </Alert>
  );
}
