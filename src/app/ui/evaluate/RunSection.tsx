import { Button, Group, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import {
  discardRun,
  pauseEvaluation,
  resumeEvaluation,
  runEvaluation,
  stopEvaluation,
} from '@/app/flows/runEvaluation';
import type { EvaluationRun } from '@/app/store/evaluation';
import { describeFailure } from '@/app/ui/messages';
import { formatCount } from '@/app/ui/parts/formatNumbers';
import { MessageBox } from '@/app/ui/parts/MessageBox';
import { focusPlace } from '@/app/ui/parts/focusPlace';
import { Question } from '@/app/ui/parts/Question';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import { reckonPace } from '@/core/evaluation/pace';
import shared from '@/app/ui/parts/Place.module.css';
import { Part } from './Part';

/** Start, pause, stop, go on; how far it is and how long it still takes. */
export function RunSection() {
  const ports = usePorts();
  const [asks, setAsks] = useState(false);
  const { run, notKept, failed } = useAppState(({ evaluation }) => ({
    run: evaluation.run,
    notKept: evaluation.notKept,
    failed: evaluation.rows.filter(({ outcomes }) => outcomes.main?.kind === 'failed').length,
  }));
  const { status, done, total, failure } = run;
  const isGoing = status === 'running' || status === 'paused';
  return (
    <Part title="Run">
      <Group gap="xs">
        {(status === 'idle' || status === 'done') && (
          <Button onClick={() => void runEvaluation(ports)}>
            {status === 'done' ? 'Run again' : 'Run'}
          </Button>
        )}
        {status === 'stopped' && (
          <>
            <Button onClick={() => void runEvaluation(ports)}>Go on</Button>
            <Button variant="default" onClick={() => setAsks(true)}>
              Discard these figures
            </Button>
          </>
        )}
        {status === 'running' && (
          <Button variant="default" onClick={() => pauseEvaluation(ports)}>
            Pause
          </Button>
        )}
        {status === 'paused' && <Button onClick={() => resumeEvaluation(ports)}>Go on</Button>}
        {isGoing && (
          <Button variant="default" onClick={() => stopEvaluation(ports)}>
            Stop
          </Button>
        )}
      </Group>
      <Question
        title="Discard these figures?"
        opened={asks}
        onClose={() => setAsks(false)}
        leave="Keep them"
        act="Discard them"
        onAct={() => {
          discardRun(ports);
          focusPlace();
        }}
      >
        {notKept === null
          ? 'They come back when the same files are given again, until another evaluation begins.'
          : 'They are not kept on this device: what was evaluated so far is lost.'}
      </Question>
      {status !== 'idle' && (
        <div className={shared.progress}>
          <Progress.Root size="md">
            <Progress.Section
              value={total === 0 ? 0 : (100 * done) / total}
              aria-label="Pictures done"
              aria-valuetext={`${done} of ${total}`}
            />
          </Progress.Root>
          <Text
            size="sm"
            className="tabular"
            role="status"
            aria-label="Progress"
            aria-live={status === 'running' ? 'off' : 'polite'}
          >
            {tellProgress(run)}
            {failed > 0 && `; ${formatCount(failed)} could not be scored`}
          </Text>
        </div>
      )}
      {failure !== null && <MessageBox message={describeFailure(failure)} />}
      {notKept !== null && (
        <Text size="sm" className={shared.quiet}>
          This run cannot go on after a reload: {notKept.detail}. Everything else works.
        </Text>
      )}
    </Part>
  );
}

function tellProgress({ status, done, total, doneAtMs }: EvaluationRun): string {
  const count = `${formatCount(done)} of ${formatCount(total)}`;
  switch (status) {
    case 'idle':
      return '';
    case 'done':
      return `${count}, done`;
    case 'stopped':
      return `${count}, stopped`;
    case 'paused':
      return `${count}, paused`;
    case 'running': {
      const pace = reckonPace(doneAtMs, total - done);
      if (pace === null) return `${count}, starting`;
      return `${count}, ${pace.picturesPerSecond.toFixed(1)} pictures/s, ${formatLeft(pace.secondsLeft)} left`;
    }
  }
}

function formatLeft(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  if (seconds < 3600) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
