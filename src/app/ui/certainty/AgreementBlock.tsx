import { Button, Progress, Text } from '@mantine/core';
import { resumeCertainty, stopCertainty } from '@/app/flows/assessCertainty';
import { retryCase } from '@/app/flows/takeFiles';
import {
  caseCertainty,
  isNetworkWanted,
  isOfOtherNetwork,
  ratedAgreement,
} from '@/app/store/certainty';
import { countCorrections, openCase } from '@/app/store/selectors';
import type { AppState, Case, CaseCertainty } from '@/app/store/types';
import { describeFailure } from '@/app/ui/messages';
import { formatScore } from '@/app/ui/parts/formatNumbers';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './Certainty.module.css';
import { WarningIcon } from './WarningIcon';
import { AGREEMENT, CORRECTED } from './words';

/** How far the network agrees with itself: on its way, stopped, known or failed. */
export function AgreementBlock() {
  const ports = usePorts();
  const { caseId, certainty, rated, hold, isCorrected } = useAppState((state) => {
    const one = openCase(state);
    return {
      caseId: one?.id ?? '',
      certainty: one === null ? null : caseCertainty(one),
      rated: one === null ? null : ratedAgreement(one),
      hold: one === null ? null : findHold(state, one),
      isCorrected: countCorrections(state) > 0,
    };
  });
  if (certainty === null) return null;
  const { words, button } = describe(certainty, hold);
  const actions: Readonly<Record<Action, () => void>> = {
    Stop: () => stopCertainty(ports),
    'Go on': () => resumeCertainty(ports),
    'Try again': () => resumeCertainty(ports),
    'Outline again': () => void retryCase(ports, caseId),
  };
  const { done, total } = countAnswers(certainty);
  const agreement = certainty.status === 'done' ? certainty.certainty?.agreement : undefined;
  const level = typeof agreement === 'number' && rated !== null ? AGREEMENT[rated] : null;
  return (
    <div className={classes.agreement}>
      <div className={classes.row}>
        <Text
          size="sm"
          className={`tabular ${classes.agreed}`}
          aria-live={level === null ? 'off' : 'polite'}
        >
          {level === AGREEMENT.low && !isCorrected && <WarningIcon isWarning />}
          Agreement{' '}
          {typeof agreement === 'number' && level !== null && (
            <strong>
              {formatScore(agreement)}, {level.name}
            </strong>
          )}
          {level === null && `${done} of ${total}`}
        </Text>
        {button !== null && (
          <Button size="compact-sm" variant="default" onClick={actions[button]}>
            {button}
          </Button>
        )}
      </div>
      {level === null && certainty.status !== 'done' && (
        <Progress
          value={(100 * done) / total}
          size="sm"
          mb={6}
          aria-label="Answers for the agreement"
        />
      )}
      <Text size="xs" className={classes.quiet}>
        {level === null ? words : isCorrected ? CORRECTED : level.meaning}
        {level !== null &&
          ` Mean Dice of ${total} outlines, of the picture flipped and turned, with the outline of their average; 1 is full agreement.`}
      </Text>
    </div>
  );
}

type Action = 'Stop' | 'Go on' | 'Try again' | 'Outline again';

/** Why the network is not asked just now; null where it is. */
type Hold = 'other-network' | 'no-network' | 'pictures' | null;

function findHold(state: AppState, one: Case): Hold {
  if (isOfOtherNetwork(state, one)) return 'other-network';
  if (state.engine.status === 'failed') return 'no-network';
  return one.progress.status !== 'done' || isNetworkWanted(state) ? 'pictures' : null;
}

function describe(
  certainty: CaseCertainty,
  hold: Hold,
): { readonly words: string; readonly button: Action | null } {
  const { status } = certainty;
  if (hold === 'other-network' && status !== 'done') {
    return {
      words:
        'This outline was made by another network, or another version of it, than the one that runs now. Outline the picture again to learn how far that one agrees.',
      button: 'Outline again',
    };
  }
  if (hold === 'no-network' && (status === 'waiting' || status === 'running')) {
    return { words: 'Needs the network, which does not run now.', button: null };
  }
  switch (status) {
    case 'waiting':
      return { words: 'Comes after the outlines of all pictures.', button: null };
    case 'running':
      return {
        words: hold
          ? 'Waits: the outlines of new pictures come first.'
          : 'The network outlines the picture again, flipped and turned.',
        button: 'Stop',
      };
    case 'stopped':
      return { words: 'Stopped. The outline stays as it is.', button: 'Go on' };
    case 'failed': {
      const { what } = describeFailure(certainty.failure);
      return { words: `${what} The outline stays as it is.`, button: 'Try again' };
    }
    case 'done':
      return {
        words:
          certainty.certainty === null
            ? 'All answers are there.'
            : 'The average of all answers shows no lesion at this threshold, so there is nothing to agree upon.',
        button: null,
      };
  }
}

const EIGHT = 8;

function countAnswers(certainty: CaseCertainty): { readonly done: number; readonly total: number } {
  return certainty.status === 'waiting' || certainty.status === 'failed'
    ? { done: 0, total: EIGHT }
    : certainty;
}
