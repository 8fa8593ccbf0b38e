import { Button, Progress, Text } from '@mantine/core';
import { resumeQueue, stopQueue } from '@/app/flows/segmentCase';
import { queueProgress } from '@/app/store/selectors';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './CaseStrip.module.css';

/** How far the work on many cases is, and its halt; gone when all is done. */
export function QueueControl() {
  const ports = usePorts();
  const { finished, total } = useAppState(queueProgress);
  const isStopped = useAppState((state) => state.isStopped);
  if (total < 2 || finished === total) return null;
  const text = `${finished} of ${total}`;
  return (
    <div className={classes.queue} role="group" aria-label="Work on all cases">
      <div className={classes.queueProgress}>
        <Text size="xs" className="tabular">
          {text}
          {isStopped && ', stopped'}
        </Text>
        <Progress.Root size="xs">
          <Progress.Section
            value={(100 * finished) / total}
            aria-label="Cases done"
            aria-valuetext={text}
          />
        </Progress.Root>
      </div>
      <Button
        size="sm"
        variant="default"
        onClick={() => {
          if (isStopped) void resumeQueue(ports);
          else stopQueue(ports);
        }}
      >
        {isStopped ? 'Go on' : 'Stop'}
      </Button>
    </div>
  );
}
