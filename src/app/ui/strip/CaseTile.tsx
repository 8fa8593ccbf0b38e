import { Text, UnstyledButton } from '@mantine/core';
import { memo, useEffect, useRef } from 'react';
import { openCase } from '@/app/flows/openCase';
import { isSameMask } from '@/core/mask/isSameMask';
import { mapsAveraged } from '@/app/store/certainty';
import { maskSettings } from '@/app/store/selectors';
import type { AppState, Case, CaseScores } from '@/app/store/types';
import { formatScore } from '@/app/ui/parts/formatNumbers';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './CaseStrip.module.css';

/** One case of the strip; the open one is scrolled into sight, and is the one that Tab stops at. */
export const CaseTile = memo(function CaseTile({
  one,
  isOpen,
}: {
  readonly one: Case;
  readonly isOpen: boolean;
}) {
  const ports = usePorts();
  const text = useAppState((state) => describeCase(one, isOpen, state));
  const tile = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isOpen) tile.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isOpen]);
  return (
    <li ref={tile}>
      <UnstyledButton
        className={classes.case}
        tabIndex={isOpen ? 0 : -1}
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => void openCase(ports, one.id)}
      >
        {one.thumbnailUrl === '' ? (
          <span className={classes.thumbnail} />
        ) : (
          <img className={classes.thumbnail} src={one.thumbnailUrl} alt="" />
        )}
        <span className={classes.words}>
          <Text size="xs" truncate title={one.file.name}>
            {one.file.name}
          </Text>
          <Text size="xs" className={`tabular ${classes.quiet}`}>
            {text}
          </Text>
        </span>
      </UnstyledButton>
    </li>
  );
});

/** A Dice that was reckoned with other settings is not shown; it comes when the case is opened. */
function describeCase(one: Case, isOpen: boolean, state: AppState): string {
  const { scores } = one;
  const { status } = one.progress;
  if (status === 'failed') return '⚠ failed';
  if (scores !== null && (isOpen || isOfShown(scores, one, state))) {
    return `Dice ${formatScore(scores.scores.dice)}`;
  }
  return status === 'segmenting' ? 'outlining' : status;
}

function isOfShown(scores: CaseScores, one: Case, state: AppState): boolean {
  return (
    isSameMask(scores.settings, maskSettings(state, one)) &&
    scores.mapsAveraged === mapsAveraged(state, one)
  );
}
