import { Alert, Button, Group, Text } from '@mantine/core';
import { dismissRefusal, dismissRefusals, takeAsPicture } from '@/app/flows/takeFiles';
import { takeTruth } from '@/app/flows/takeTruth';
import type { Refusal } from '@/app/store/types';
import { describeFailure } from '@/app/ui/messages';
import { MessageBox } from '@/app/ui/parts/MessageBox';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './RefusalList.module.css';

/** Files that could not be used, each with what to do now, in one box; the open case stays as it is. */
export function RefusalList() {
  const ports = usePorts();
  const refusals = useAppState((state) => state.refusals);
  const [first] = refusals;
  if (first === undefined) return null;
  return (
    <div className={classes.list} role="region" aria-label="Files that were not used">
      {refusals.length === 1 ? (
        <MessageBox
          message={describeFailure(first.failure, first.file.name)}
          onClose={() => dismissRefusal(ports, first.id)}
        >
          <WaysOn refusal={first} />
        </MessageBox>
      ) : (
        <ManyRefusals refusals={refusals} />
      )}
    </div>
  );
}

function ManyRefusals({ refusals }: { readonly refusals: readonly Refusal[] }) {
  const ports = usePorts();
  return (
    <Alert
      role="alert"
      aria-atomic={false} // only what is added is read out
      color="orange"
      variant="light"
      title={`${refusals.length} files were not used`}
      withCloseButton
      closeButtonLabel="Dismiss"
      onClose={() => dismissRefusals(ports)}
      classNames={{ title: classes.title }}
    >
      <ul className={classes.entries}>
        {refusals.map((refusal) => {
          const { what, whatNow } = describeFailure(refusal.failure, refusal.file.name);
          return (
            <li key={refusal.id}>
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {what}
              </Text>
              <Text size="xs" className={classes.quiet}>
                {whatNow}
              </Text>
              <WaysOn refusal={refusal} />
            </li>
          );
        })}
      </ul>
    </Alert>
  );
}

/** What else can be done with a truth that found no picture. */
function WaysOn({ refusal: { id, file, failure } }: { readonly refusal: Refusal }) {
  const ports = usePorts();
  const openId = useAppState((state) => state.openId);
  if (failure.code !== 'truth-without-picture') return null;
  return (
    <Group mt="xs" gap="xs">
      {openId !== null && (
        <Button
          size="compact-sm"
          onClick={() => {
            dismissRefusal(ports, id);
            void takeTruth(ports, openId, file);
          }}
        >
          Use it for the open case
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          dismissRefusal(ports, id);
          void takeAsPicture(ports, file);
        }}
      >
        Open it as a picture
      </Button>
    </Group>
  );
}
