import { UnstyledButton } from '@mantine/core';
import { openWarnings } from '@/app/store/certainty';
import { useAppState } from '@/app/ui/usePorts';
import classes from './Certainty.module.css';
import { CERTAINTY_ID } from './CertaintySection';
import { WarningIcon } from './WarningIcon';
import { WARNINGS } from './words';

/** In the picture's corner, that a warning stands in the inspector; brings one there. */
export function StageWarning() {
  const warnings = useAppState(openWarnings);
  const [first, ...others] = warnings ?? [];
  if (first === undefined) return null;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return (
    <UnstyledButton
      className={classes.corner}
      onClick={() => {
        const section = document.getElementById(CERTAINTY_ID);
        section?.scrollIntoView({ block: 'start' });
        section?.focus({ preventScroll: true });
      }}
    >
      <WarningIcon isWarning />
      Check the outline: {WARNINGS[first].short}
      {more}
    </UnstyledButton>
  );
}
