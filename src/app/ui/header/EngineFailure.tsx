import { Button } from '@mantine/core';
import { startEngine } from '@/app/flows/startEngine';
import type { Failure } from '@/core/failure';
import { describeFailure } from '@/app/ui/messages';
import { MessageBox } from '@/app/ui/parts/MessageBox';
import { usePorts } from '@/app/ui/usePorts';

/** Why no network runs, and the way to try again. */
export function EngineFailure({ failure }: { readonly failure: Failure }) {
  const ports = usePorts();
  return (
    <MessageBox message={describeFailure(failure)}>
      <Button mt="xs" size="compact-sm" onClick={() => void startEngine(ports)}>
        Try again
      </Button>
    </MessageBox>
  );
}
