import { Button, Group, Skeleton } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { StoredData } from '@/app/browser/storedData';
import { clearStored } from '@/app/flows/clearStored';
import type { Keeping } from '@/app/store/types';
import { formatBytes, formatCount, formatCounted } from '@/app/ui/parts/formatNumbers';
import { Question } from '@/app/ui/parts/Question';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import type { ModelRecord } from '@/storage/modelRecords';
import classes from './Models.module.css';

function tellCases(keeping: Keeping): string {
  if (keeping.status === 'on' || keeping.status === 'full') {
    const { cases, bytes } = keeping;
    return cases === 0
      ? 'Nothing'
      : `${cases === 1 ? 'One case' : `${formatCount(cases)} cases`}, ${formatBytes(bytes)}, to be here at your next visit`;
  }
  return keeping.status === 'starting'
    ? 'Looking for cases of your last visit.'
    : 'Nothing of this tab: its cases are gone when you close it.';
}

function tellModels(own: readonly ModelRecord[]): string {
  if (own.length === 0) return 'None';
  const bytes = own.reduce((sum, one) => sum + one.bytes, 0);
  return `${formatCount(own.length)}, ${formatBytes(bytes)}`;
}

/** What the browser keeps of this page, measured when this is shown, and the button that takes it away. */
export function StoredFacts() {
  const ports = usePorts();
  const { keeping, cases, own, changes } = useAppState((state) => ({
    changes: state.offline.networkChanges,
    own: state.ownModels,
    keeping: state.offline.keeping.status,
    cases: state.keeping,
  }));
  const [stored, setStored] = useState<StoredData | 'unknown' | null>(null);
  const [asks, setAsks] = useState(false);
  const [evaluated, setEvaluated] = useState(0);
  const [training, setTraining] = useState(0);
  const [clearings, setClearings] = useState(0);
  useEffect(() => {
    let isGone = false;
    void import('@/app/flows/keepEvaluation')
      .then(({ countKeptRows }) => countKeptRows(ports))
      .then((found) => !isGone && setEvaluated(found));
    void ports
      .openTrainingShelf()
      .then((shelf) => shelf.peek())
      .then((found) => {
        if (!isGone) setTraining(found.ok ? (found.value?.pictures.length ?? 0) : 0);
      });
    ports.listStoredData().then(
      (found) => !isGone && setStored(found),
      () => !isGone && setStored('unknown'),
    );
    return () => {
      isGone = true;
    };
  }, [ports, keeping, clearings, changes]);

  const tell = (words: (known: StoredData) => ReactNode) => {
    if (stored === null)
      return <Skeleton height={14} width={200} my={3} role="img" aria-label="measuring" />;
    return stored === 'unknown' ? 'This browser does not let the page look.' : words(stored);
  };
  return (
    <>
      <dl className={`tabular ${classes.facts}`} aria-label="Stored">
        <dt>Page and network</dt>
        <dd>
          {tell(({ appFiles, appBytes }) =>
            appFiles === 0
              ? 'Nothing'
              : `${formatCount(appFiles)} files, ${formatBytes(appBytes)}, so that it works without a connection`,
          )}
        </dd>
        <dt>Preferences</dt>
        <dd>
          {tell(({ preferencesBytes }) =>
            preferencesBytes === 0
              ? 'Nothing'
              : `${formatBytes(preferencesBytes)}: how you look at pictures, light or dark`,
          )}
        </dd>
        <dt>Pictures and results</dt>
        <dd>{tellCases(cases)}</dd>
        <dt>Your own networks</dt>
        <dd>{tellModels(own)}</dd>
        <dt>Last evaluation</dt>
        <dd>
          {evaluated === 0
            ? 'Nothing'
            : `${formatCounted(evaluated, 'picture')}: names, figures and masks`}
        </dd>
        <dt>Last training</dt>
        <dd>
          {training === 0
            ? 'Nothing'
            : `${formatCount(training)} pictures with truths, and what was learned from them`}
        </dd>
        <dt>By the browser’s count</dt>
        <dd>
          {tell(({ usedBytes, allowedBytes }) =>
            usedBytes === null || allowedBytes === null
              ? 'This browser does not tell.'
              : `${formatBytes(usedBytes)} for this address, of ${formatBytes(allowedBytes)} that it would allow`,
          )}
        </dd>
      </dl>
      <Group>
        <Button variant="default" onClick={() => setAsks(true)}>
          Clear what is stored
        </Button>
      </Group>
      <Question
        title="Clear what is stored?"
        opened={asks}
        onClose={() => setAsks(false)}
        leave="Keep it"
        act="Clear"
        onAct={() => void clearStored(ports).then(() => setClearings((count) => count + 1))}
      >
        {cases.status === 'elsewhere'
          ? 'All cases of this tab and of the one that keeps them are closed,'
          : 'All cases are closed,'}{' '}
        and removed from this device with truths and outlines; so are an evaluation’s figures and
        masks, a training with its pictures, your own networks, the stored page, the network and
        your preferences. Files elsewhere on your disk stay as they are. Your next visit needs a
        connection and stores the page again.
      </Question>
    </>
  );
}
