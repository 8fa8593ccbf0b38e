import { Loader, Text } from '@mantine/core';
import { WARNINGS } from '@/app/ui/certainty/words';
import { formatMegabytes, formatShare } from '@/app/ui/parts/formatNumbers';
import { openCase } from '@/app/store/selectors';
import type { AppState } from '@/app/store/types';
import { useAppState } from '@/app/ui/usePorts';
import classes from './Stage.module.css';

/** One line on what happens to the open case, also read aloud. */
export function StageStatus() {
  const { text, busy, counting } = useAppState((state) => ({
    text: statusText(state),
    busy: isBusy(state),
    counting: isCounting(state),
  }));
  return (
    <div className={classes.status} role="status" aria-live={counting ? 'off' : 'polite'}>
      {busy && <Loader size={14} mr={8} aria-hidden />}
      <Text size="sm" className="tabular">
        {text}
      </Text>
    </div>
  );
}

function isBusy(state: AppState): boolean {
  const status = openCase(state)?.progress.status;
  return status === 'segmenting' || (status === 'waiting' && state.engine.status !== 'failed');
}

/** A download tells how far it is many times a second: not to be read aloud each time. */
function isCounting(state: AppState): boolean {
  return state.engine.status === 'downloading' && openCase(state)?.progress.status === 'waiting';
}

function statusText(state: AppState): string {
  const one = openCase(state);
  if (one === null) return '';
  switch (one.progress.status) {
    case 'opening':
      return 'Opening the picture';
    case 'waiting':
      return `Waits for the network: ${engineText(state)}`;
    case 'segmenting':
      return 'Outlining the lesion';
    case 'failed':
      return 'No outline: see the message beside the picture';
    case 'done': {
      const { stage } = state;
      const developed = stage?.caseId === one.id ? stage.developed : null;
      if (developed === null) return 'Drawing the mask';
      if (developed.lesionShare === 0 && developed.settings.strokes !== undefined) {
        return WARNINGS.erased.long;
      }
      if (developed.lesionShare === 0) {
        return `No lesion found above ${Math.round(developed.settings.threshold * 100)} %. Lower the threshold, or check that the picture shows one.`;
      }
      const border = developed.touchesBorder ? '; it touches the picture’s border' : '';
      const byHand = developed.settings.strokes === undefined ? '' : ', corrected by hand';
      return `Outline covers ${formatShare(developed.lesionShare)} of the picture${byHand}${border}`;
    }
  }
}

function engineText(state: AppState): string {
  const { engine } = state;
  switch (engine.status) {
    case 'choosing-backend':
      return 'choosing what to run it on';
    case 'downloading':
      return `downloading, ${formatMegabytes(engine.loadedBytes)} of ${formatMegabytes(engine.totalBytes)}`;
    case 'preparing':
      return 'preparing';
    case 'ready':
      return 'its turn comes next';
    case 'failed':
      return 'it could not be loaded';
  }
}
