import { Skeleton } from '@mantine/core';
import { openWarnings } from '@/app/store/certainty';
import { useAppState } from '@/app/ui/usePorts';
import classes from './Certainty.module.css';
import { WarningIcon } from './WarningIcon';
import { NO_OTHER_WARNING, NO_WARNING, WARNINGS } from './words';

/** Why the mask should not be taken as it is. What the agreement says stands with the agreement, where room is kept. */
export function WarningList() {
  const all = useAppState(openWarnings);
  if (all === null) {
    return (
      <div className={classes.warnings}>
        <Skeleton height={14} mt={4} role="img" aria-label="waits for the outline" />
      </div>
    );
  }
  const warnings = all.filter((warning) => warning !== 'low-agreement');
  return (
    <ul className={classes.warnings} aria-label="Warnings">
      {warnings.map((warning) => (
        <li key={warning} className={classes.warning}>
          <WarningIcon isWarning />
          {WARNINGS[warning].long}
        </li>
      ))}
      {warnings.length === 0 && (
        <li className={`${classes.warning} ${classes.quiet}`}>
          <WarningIcon isWarning={false} />
          {all.length === 0 ? NO_WARNING : NO_OTHER_WARNING}
        </li>
      )}
    </ul>
  );
}
