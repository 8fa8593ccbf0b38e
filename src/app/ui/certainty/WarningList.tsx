import { Skeleton } from '@mantine/core';
import { openWarnings } from '@/app/store/certainty';
import { useAppState } from '@/app/ui/usePorts';
import classes from './Certainty.module.css';
import { WarningIcon } from './WarningIcon';
import { NO_WARNING, WARNINGS } from './words';

/** Why the outline should not be taken as it is. */
export function WarningList() {
  const warnings = useAppState(openWarnings);
  if (warnings === null) {
    return (
      <div className={classes.warnings}>
        <Skeleton height={14} mt={4} aria-label="waits for the outline" />
      </div>
    );
  }
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
          {NO_WARNING}
        </li>
      )}
    </ul>
  );
}
