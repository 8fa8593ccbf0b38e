import classes from './Certainty.module.css';

/** A triangle for a warning, a tick for none; the words stand beside it. */
export function WarningIcon({ isWarning }: { readonly isWarning: boolean }) {
  return (
    <svg className={classes.icon} viewBox="0 0 18 18" aria-hidden>
      {isWarning ? (
        <>
          <path className={classes.sign} d="M9 1.5 17 16H1Z" strokeLinejoin="round" />
          <path className={classes.mark} d="M9 6.5v4.5M9 13.6v.1" />
        </>
      ) : (
        <path className={classes.tick} d="m3 9.5 4 4 8-9" />
      )}
    </svg>
  );
}
