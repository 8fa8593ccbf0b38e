import { Button, Group, Stack } from '@mantine/core';
import { dismissRefusal, takeAsPicture } from '@/app/flows/takeFiles';
import { takeTruth } from '@/app/flows/takeTruth';
import { describeFailure } from '@/app/ui/messages';
import { MessageBox } from '@/app/ui/parts/MessageBox';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './RefusalList.module.css';

/** Files that could not be used, each with what to do now; the open case stays as it is. */
export function RefusalList() {
  const ports = usePorts();
  const { refusals, openId } = useAppState((state) => ({
    refusals: state.refusals,
    openId: state.openId,
  }));
  if (refusals.length === 0) return null;
  return (
    <Stack gap="xs" className={classes.list} role="region" aria-label="Files that were not used">
      {refusals.map(({ id, file, failure }) => (
        <MessageBox
          key={id}
          message={describeFailure(failure, file.name)}
          onClose={() => dismissRefusal(ports, id)}
        >
          {failure.code === 'truth-without-picture' && (
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
          )}
        </MessageBox>
      ))}
    </Stack>
  );
}
