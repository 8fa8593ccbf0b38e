import { Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { PRIVACY_HASH } from '@/app/ui/places/places';
import { PRIVACY_ID, showPrivacy } from '@/app/ui/places/showPrivacy';
import { useHash } from '@/app/ui/places/usePlace';
import classes from './Models.module.css';
import { OfflineFacts } from './OfflineFacts';
import { OutsideRequests } from './OutsideRequests';
import { StoredFacts } from './StoredFacts';

/** What becomes of the user's pictures, and how to check it. */
export function PrivacySection() {
  const hash = useHash();
  useEffect(() => {
    if (hash === PRIVACY_HASH) showPrivacy();
  }, [hash]);
  return (
    <>
      <Title order={2} size="h2" id={PRIVACY_ID} tabIndex={-1} className={classes.part}>
        Privacy
      </Title>
      <Text>
        Your pictures, ground truths, outlines and scores stay on this device. This page opens,
        segments, scores and saves them in your browser; no server takes part. There is no account,
        no telemetry, no advertising, and nothing is fetched from other hosts. What you save is
        written where your browser puts downloads.
      </Text>

      <Title order={3} size="h4">
        Requests that left this page
      </Title>
      <OutsideRequests />

      <Title order={3} size="h4">
        What is stored on this device
      </Title>
      <StoredFacts />

      <Title order={3} size="h4">
        Without a connection
      </Title>
      <OfflineFacts />

      <Title order={3} size="h4">
        Check it yourself
      </Title>
      <ol className={classes.list}>
        <li>
          Open the browser’s developer tools, choose Network, and work with a picture. Every line is
          of this page’s own address, and none carries a picture.
        </li>
        <li>
          Switch the network off, or choose Offline in the same tools. Then open a picture: it is
          segmented all the same.
        </li>
        <li>
          In the Network list, look at this page’s Content-Security-Policy: connect-src 'self' means
          that the browser itself refuses every other address.
        </li>
      </ol>
    </>
  );
}
