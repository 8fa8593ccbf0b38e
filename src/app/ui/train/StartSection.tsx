import { Button, Group, Loader, Text } from '@mantine/core';
import { useState } from 'react';
import { wouldForget } from '@/app/flows/keepTraining';
import { estimateTraining, judgePairs, parentOf, stopEstimate } from '@/app/flows/planTraining';
import type { Ports } from '@/app/flows/ports';
import { startTraining } from '@/app/flows/runTraining';
import { BACKEND_NAMES } from '@/app/store/backendNames';
import {
  isOnlyHere,
  isTraining,
  NO_TRAINING,
  type TrainingEstimateState,
} from '@/app/store/training';
import type { AppState } from '@/app/store/types';
import { Part } from '@/app/ui/evaluate/Part';
import { EngineFailure } from '@/app/ui/header/EngineFailure';
import { describeFailure } from '@/app/ui/messages';
import { formatCount } from '@/app/ui/parts/formatNumbers';
import { MessageBox } from '@/app/ui/parts/MessageBox';
import { Question } from '@/app/ui/parts/Question';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import { canTrainOn } from '@/core/dataset/checks';
import shared from '@/app/ui/parts/Place.module.css';
import { formatDuration } from './formatDuration';

/** What it will take, measured before it begins, and the beginning. */
export function StartSection() {
  const ports = usePorts();
  const [asked, setAsked] = useState<((ports: Ports) => Promise<void>) | null>(null);
  const { estimate, isBusy, canTrain, engine, hasRun, wouldBeLost } = useAppState((state) => ({
    estimate: validEstimate(state),
    isBusy: isTraining(state) || state.training.reading !== null,
    canTrain: canTrainOn(judgePairs(state)),
    engine: state.engine,
    hasRun: state.training.run.status !== 'idle',
    wouldBeLost: isOnlyHere(state.training),
  }));
  const start = async () => {
    if (await wouldForget(ports)) setAsked(() => startTraining);
    else await startTraining(ports);
  };
  const isOff = isBusy || !canTrain || engine.status !== 'ready';
  return (
    <Part title="Time and memory">
      <Group gap="xs">
        <Button
          variant={hasRun ? 'default' : 'filled'}
          disabled={isOff}
          onClick={() => void start()}
        >
          {hasRun ? 'Train again from the start' : 'Start training'}
        </Button>
        {estimate.status === 'running' ? (
          <Button variant="default" onClick={() => void stopEstimate(ports)}>
            Stop
          </Button>
        ) : (
          <Button
            variant="default"
            disabled={isOff}
            onClick={() =>
              wouldBeLost ? setAsked(() => estimateTraining) : void estimateTraining(ports)
            }
          >
            Measure first
          </Button>
        )}
      </Group>
      <div className={shared.line} role="status" aria-label="Estimate">
        {estimate.status === 'running' && <Loader size={14} aria-hidden />}
        <Text size="sm" className="tabular">
          {tellEstimate(estimate, engine.status)}
        </Text>
      </div>
      {engine.status === 'failed' && <EngineFailure failure={engine.failure} />}
      {estimate.status === 'failed' && <MessageBox message={describeFailure(estimate.failure)} />}
      <Question
        title="Start a new training?"
        opened={asked !== null}
        onClose={() => setAsked(null)}
        leave="Leave it"
        act="Start anew"
        onAct={() => void asked?.(ports)}
      >
        What the last training learned has not been kept under a name. It is forgotten when a new
        one begins.
      </Question>
    </Part>
  );
}

/** Of another model than the one that would be trained now it tells nothing. */
function validEstimate(state: AppState): TrainingEstimateState {
  const { estimate } = state.training;
  const isOther = estimate.status === 'done' && estimate.parentId !== parentOf(state);
  return isOther ? NO_TRAINING.estimate : estimate;
}

function tellEstimate(state: TrainingEstimateState, engine: AppState['engine']['status']): string {
  if (engine === 'failed') return 'Needs the network, which does not run now.';
  if (engine !== 'ready') return 'The network is not ready yet.';
  switch (state.status) {
    case 'none':
      return 'Two real steps are measured before it begins; nothing is started that would not fit.';
    case 'running':
      return 'Measuring a few real steps';
    case 'failed':
      return 'Nothing was started.';
    case 'done': {
      const { secondsPerPass, secondsPerStep, bytes, limitBytes, backend } = state.estimate;
      const threads = backend.threads > 1 ? `, ${backend.threads} threads` : '';
      return [
        `About ${formatDuration(secondsPerPass * state.passes)} at most: ${formatCount(state.passes)} passes of ${formatDuration(secondsPerPass)}, ${secondsPerStep.toFixed(2)} s a step, on ${BACKEND_NAMES[backend.name]}${threads}.`,
        `A step holds about ${formatMemory(bytes)}${limitBytes === null ? '' : `, of at most ${formatMemory(limitBytes)}`}.`,
      ].join(' ');
    }
  }
}

function formatMemory(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}
