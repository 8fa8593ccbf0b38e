import { Button, Group, Text } from '@mantine/core';
import type { OfflineState } from '@/app/store/types';
import { useAppState, usePorts } from '@/app/ui/usePorts';

/** Whether the page works without a connection, and what can be done about it now. */
export function OfflineFacts() {
  const ports = usePorts();
  const { keeping, update, isolatesOnReload, canInstall } = useAppState((state) => state.offline);
  const hasUpdate = update !== 'none';
  return (
    <>
      <Text size="sm" role="status" aria-label="Without a connection">
        {describeKeeping(keeping)}
        {hasUpdate && ' A new version is ready.'}
        {isolatesOnReload &&
          ' This page’s host sends no isolation headers; after one reload Lentigo supplies them, and WASM may use several threads.'}
      </Text>
      {(hasUpdate || isolatesOnReload || canInstall) && (
        <Group gap="xs">
          {(hasUpdate || isolatesOnReload) && (
            <Button variant="default" onClick={ports.loadUpdate}>
              {hasUpdate ? 'Reload with the new version' : 'Reload'}
            </Button>
          )}
          {canInstall && (
            <Button variant="default" onClick={ports.install}>
              Install as an app
            </Button>
          )}
        </Group>
      )}
    </>
  );
}

function describeKeeping(keeping: OfflineState['keeping']): string {
  switch (keeping.status) {
    case 'later':
      return 'The page stores itself on this device once it has done what is asked of it first.';
    case 'storing':
      return 'The page and the network are being stored on this device.';
    case 'kept':
      return 'Lentigo works without a connection: the page and the network are stored on this device.';
    case 'cleared':
      return 'Nothing is stored. Your next visit needs a connection.';
    case 'unsupported':
      return `Lentigo needs a connection each time it is opened: ${keeping.reason}.`;
    case 'failed':
      return `Lentigo needs a connection each time it is opened: it could not be stored (${keeping.reason}).`;
  }
}
