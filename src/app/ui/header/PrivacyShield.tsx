import { useAppState } from '@/app/ui/usePorts';
import { PRIVACY_HASH } from '@/app/ui/places/places';
import { showPrivacy } from '@/app/ui/places/showPrivacy';
import classes from './Header.module.css';

/** How many requests left the page's origin, by the browser's own reports; leads to what that means. */
export function PrivacyShield() {
  const { left, stopped } = useAppState(({ outsideRequests }) => ({
    left: outsideRequests.filter(({ kind }) => kind === 'left').length,
    stopped: outsideRequests.filter(({ kind }) => kind === 'stopped').length,
  }));
  const text = `${left} left${stopped > 0 ? `, ${stopped} stopped` : ''}`;
  return (
    <a
      href={PRIVACY_HASH}
      onClick={showPrivacy} // the address may be that already
      className={`tabular ${classes.shield}`}
      aria-label={`${text}: requests from this page to other addresses`}
    >
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden>
        <path
          d="M8 1.2 13.6 3v4.6c0 3.4-2.3 6-5.6 7.2-3.3-1.2-5.6-3.8-5.6-7.2V3Z"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinejoin="round"
        />
        <path d="m5.4 7.9 1.9 1.9 3.4-3.7" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
      {text}
    </a>
  );
}
