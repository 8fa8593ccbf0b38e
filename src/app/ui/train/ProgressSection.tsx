import { Button, Group, Progress, Text } from '@mantine/core';
import { finishTraining, goOnTraining, pauseTraining, stopTraining } from '@/app/flows/runTraining';
import { toBasis, type TrainingRun } from '@/app/store/training';
import { Part } from '@/app/ui/evaluate/Part';
import { describeFailure } from '@/app/ui/messages';
import { formatCount } from '@/app/ui/parts/formatNumbers';
import { MessageBox } from '@/app/ui/parts/MessageBox';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import shared from '@/app/ui/parts/Place.module.css';
import { CurvePlots } from './CurvePlots';
import { formatDuration } from './formatDuration';
import classes from './Train.module.css';

/** How far it is, what it has learned so far, and the ways to pause, stop and go on. */
export function ProgressSection() {
  const ports = usePorts();
  const { run, notKept, isChanged, hasKept } = useAppState(({ training }) => ({
    run: training.run,
    notKept: training.notKept,
    isChanged: training.run.basis !== null && training.run.basis !== toBasis(training),
    hasKept: training.kept !== null,
  }));
  const { status, passes, rows, step, failure, previews, scored } = run;
  const isGoing = status === 'running' || status === 'paused';
  const isCounting = status === 'running' || status === 'scoring';
  // the same steps would go astray again
  const canGoOn =
    status === 'paused' ||
    (status === 'stopped' && !run.isEnded && failure?.code !== 'training-diverged');
  const share =
    status === 'scoring'
      ? scored.done / Math.max(1, scored.total)
      : (Math.max(0, rows.length - 1) + (step === null ? 0 : step.step / step.steps)) /
        Math.max(1, passes);
  return (
    <Part title="Training">
      <Group gap="xs">
        {status === 'running' && (
          <Button variant="default" onClick={() => void pauseTraining(ports)}>
            Pause
          </Button>
        )}
        {canGoOn && <Button onClick={() => void goOnTraining(ports)}>Go on</Button>}
        {(isGoing || status === 'scoring') && (
          <Button variant="default" onClick={() => void stopTraining(ports)}>
            Stop
          </Button>
        )}
        {status === 'stopped' && (
          <Button variant="default" onClick={() => void finishTraining(ports)}>
            Compare the best so far
          </Button>
        )}
      </Group>
      <div className={shared.progress}>
        <Progress.Root size="md">
          <Progress.Section
            value={100 * Math.min(1, share)}
            aria-label={status === 'scoring' ? 'Pictures compared' : 'Passes done'}
            aria-valuetext={tellProgress(run)}
          />
        </Progress.Root>
        <Text
          size="sm"
          className="tabular"
          role="status"
          aria-label="Training progress"
          aria-live={isCounting ? 'off' : 'polite'}
        >
          {status === 'failed' && hasKept
            ? 'The earlier training was not opened.'
            : tellProgress(run)}
        </Text>
      </div>
      {canGoOn && status === 'stopped' && isChanged && (
        <Text size="sm">
          Pairs, parts or settings were changed since it began. <em>Go on</em> keeps to what it
          began with; to use the new ones, train again from the start.
        </Text>
      )}
      {failure !== null && <MessageBox message={describeFailure(failure)} />}
      {notKept !== null && (
        <Text size="sm" className={shared.quiet}>
          This training cannot go on after a reload: {notKept.detail}. Everything else works.
        </Text>
      )}
      {rows.length > 0 && <CurvePlots rows={rows} passes={passes} bestPass={run.bestPass} />}
      {previews.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            The same validation pictures after{' '}
            {rows.length < 2 ? 'no pass: the original' : `pass ${formatCount(rows.length - 1)}`}
          </Text>
          <ul className={classes.previews} aria-label="Validation pictures">
            {previews.map(({ id, name, url }) => (
              <li key={id}>
                <img src={url} alt={`${name}: truth white, network blue`} />
                <span className={classes.tileName}>{name}</span>
              </li>
            ))}
          </ul>
          <Text size="xs" className={shared.quiet}>
            White: the truth. Blue: the network’s outline at 50 %, before any clean-up.
          </Text>
        </div>
      )}
    </Part>
  );
}

function tellProgress(run: TrainingRun): string {
  const { status, passes, rows, step, passMs, scored, bestPass } = run;
  const done = Math.max(0, rows.length - 1);
  const after = `${formatCount(done)} of ${formatCount(passes)} passes`;
  switch (status) {
    case 'idle':
      return '';
    case 'opening':
      return 'Preparing the pairs and the network';
    case 'halting':
      return `${after}, stopping`;
    case 'stopped':
      return `${after}, stopped; best so far: ${bestPass === 0 ? 'the original' : `pass ${formatCount(bestPass)}`}`;
    case 'failed':
      return 'Nothing was learned.';
    case 'scoring':
      return `Comparing before and after: ${formatCount(scored.done)} of ${formatCount(scored.total)} pictures`;
    case 'done':
      return `${after}, done; best: ${bestPass === 0 ? 'the original' : `pass ${formatCount(bestPass)}`}`;
    case 'paused':
      return `${after}, paused`;
    case 'running': {
      if (step === null) return `${after}, starting`;
      const pace = `${(1 / Math.max(step.secondsPerStep, 1e-6)).toFixed(2)} steps/s`;
      const where = `Pass ${formatCount(step.pass)} of ${formatCount(passes)}, step ${formatCount(step.step)} of ${formatCount(step.steps)}, ${pace}`;
      const left = secondsLeft(step, passes - done, passMs);
      return `${where}, about ${formatDuration(left)} left at most`;
    }
  }
}

function secondsLeft(
  { step, steps, secondsPerStep }: NonNullable<TrainingRun['step']>,
  passesLeft: number,
  passMs: number | null,
): number {
  const perPass = passMs === null ? steps * secondsPerStep : passMs / 1000;
  return Math.max(0, perPass * (passesLeft - step / steps));
}
