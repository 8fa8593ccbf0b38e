import { Button, Progress, Text } from '@mantine/core';
import { resumeCertainty, stopCertainty } from '@/app/flows/assessCertainty';
import { caseCertainty, isNetworkWanted, ratedAgreement } from '@/app/store/certainty';
import { openCase } from '@/app/store/selectors';
import type { CaseCertainty } from '@/app/store/types';
import { describeFailure } from '@/app/ui/messages';
import { formatScore } from '@/app/ui/parts/formatNumbers';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './Certainty.module.css';
import { WarningIcon } from './WarningIcon';
import { AGREEMENT } from './words';

/** How far the network agrees with itself: on its way, stopped, known or failed. */
export function AgreementBlock() {
  const ports = usePorts();
  const { certainty, rated, isHeld } = useAppState((state) => {
    const one = openCase(state);
    return {
      certainty: one === null ? null : caseCertainty(one),
      rated: one === null ? null : ratedAgreement(state, one),
      isHeld: one?.progress.status !== 'done' || isNetworkWanted(state),
    };
  });
  if (certainty === null) return null;
  const { words, button } = describe(certainty, isHeld);
  const { done, total } = countAnswers(certainty);
  const agreement = certainty.status === 'done' ? certainty.certainty?.agreement : undefined;
  const level = typeof agreement === 'number' && rated !== null ? AGREEMENT[rated] : null;
  return (
    <div className={classes.agreement}>
      <div className={classes.row}>
        <Text size="sm" className={`tabular ${classes.agreed}`} aria-live="polite">
          {level === AGREEMENT.low && <WarningIcon isWarning />}
          Agreement{' '}
          {typeof agreement === 'number' && level !== null && (
            <strong>
              {formatScore(agreement)}, {level.name}
            </strong>
          )}
          {level === null && `${done} of ${total}`}
        </Text>
        {button !== null && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => (button === 'Stop' ? stopCertainty(ports) : resumeCertainty(ports))}
          >
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
        {level?.meaning ?? words}
        {level !== null &&
          ` Mean Dice of ${total} outlines, of the picture flipped and turned, with the outline of their average; 1 is full agreement.`}
      </Text>
    </div>
  );
}

function describe(
  certainty: CaseCertainty,
  isHeld: boolean,
): { readonly words: string; readonly button: 'Stop' | 'Go on' | 'Try again' | null } {
  switch (certainty.status) {
    case 'waiting':
      return { words: 'Comes after the outlines of all pictures.', button: null };
    case 'running':
      return {
        words: isHeld
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
