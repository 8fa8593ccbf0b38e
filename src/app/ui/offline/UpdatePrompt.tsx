import { Button, Group, Paper, Text } from '@mantine/core';
import { postponeUpdate } from '@/app/flows/keepOffline';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import { tellReload } from './tellReload';
import classes from './UpdatePrompt.module.css';

/** Offers a new version; nothing reloads unless the user says so. It lies over the page and moves nothing. */
export function UpdatePrompt() {
  const ports = usePorts();
  const { update, keeping, openCount } = useAppState((state) => ({
    update: state.offline.update,
    keeping: state.keeping,
    openCount: state.cases.length,
  }));
  const isShown = update === 'ready' || update === 'elsewhere';
  return (
    <div role="status" aria-label="New version" className={classes.place}>
      {isShown && (
        <Paper withBorder shadow="md" p="sm" className={classes.prompt}>
          <Text size="sm" fw={600}>
            {update === 'ready'
              ? 'A new version is ready'
              : 'Another tab has moved to a new version'}
          </Text>
          {openCount > 0 && <Text size="sm">{tellReload(keeping, openCount)}</Text>}
          <Group gap="xs" mt="xs">
            <Button size="compact-md" onClick={ports.loadUpdate}>
              Reload now
            </Button>
            <Button size="compact-md" variant="default" onClick={() => postponeUpdate(ports.store)}>
              Later
            </Button>
          </Group>
        </Paper>
      )}
    </div>
  );
}
