import { Text } from '@mantine/core';
import type { OutsideRequest } from '@/core/privacy/outsideRequests';
import { useAppState } from '@/app/ui/usePorts';
import shared from '@/app/ui/parts/Place.module.css';
import classes from './Models.module.css';

/** The newest are shown; there should be none. */
const SHOWN = 20;
const WORDS: Record<OutsideRequest['kind'], string> = { left: 'left', stopped: 'was stopped' };

/** The count of requests to other origins since the page was opened, what they were, and what the count cannot see. */
export function OutsideRequests() {
  const requests = useAppState((state) => state.outsideRequests);
  const count = (wanted: OutsideRequest['kind']) =>
    requests.filter(({ kind }) => kind === wanted).length;
  return (
    <>
      <div className={`tabular ${classes.counts}`} role="status" aria-label="Requests">
        <p>
          <strong>{count('left')}</strong> left
        </p>
        <p>
          <strong>{count('stopped')}</strong> stopped by the page’s policy
        </p>
      </div>
      {requests.length > 0 && (
        <ul className={classes.list} aria-label="Requests to other addresses">
          {requests.slice(-SHOWN).map(({ kind, address }, index) => (
            <li key={index} className={classes.address}>
              {address} {WORDS[kind]}
            </li>
          ))}
        </ul>
      )}
      <Text size="sm" className={shared.quiet}>
        Counted since you opened this page, from what the browser reports (resource timings and
        breaches of the Content-Security-Policy) in the page, its two workers and its service
        worker. It cannot see what browser extensions or the browser itself send, nor threads that
        the network’s WebAssembly starts by itself; the same policy holds for those. A page can only
        report on itself: the checks below do not depend on it.
      </Text>
    </>
  );
}
