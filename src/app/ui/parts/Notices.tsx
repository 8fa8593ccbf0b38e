import { Notifications, notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { useAppState } from '@/app/ui/usePorts';

const SHOWN_MS = { done: 5_000, warning: 12_000 } as const;

/** Passing notices, read aloud; each is shown once. */
export function Notices() {
  const notices = useAppState((state) => state.notices);
  const shown = useRef(new Set<string>());
  useEffect(() => {
    for (const { id, kind, text } of notices) {
      if (shown.current.has(id)) continue;
      shown.current.add(id);
      notifications.show({
        id,
        message: text,
        color: kind === 'done' ? 'petrol' : 'orange',
        autoClose: SHOWN_MS[kind],
        closeButtonProps: { 'aria-label': 'Dismiss' },
      });
    }
  }, [notices]);
  return <Notifications position="bottom-center" limit={3} />;
}
