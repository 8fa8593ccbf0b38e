import { Button, Loader, Text } from '@mantine/core';
import { useState } from 'react';
import { isRunning } from '@/app/store/evaluation';
import { forgetEvaluation } from '@/app/flows/keepEvaluation';
import { clearFolder, takeFolder } from '@/app/flows/takeFolder';
import { formatCount, formatCounted } from '@/app/ui/parts/formatNumbers';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import shared from '@/app/ui/parts/Place.module.css';
import { FolderButton } from '@/app/ui/parts/FolderButton';
import { focusPlace } from '@/app/ui/parts/focusPlace';
import { Question } from '@/app/ui/parts/Question';
import { GiveFiles } from './GiveFiles';
import { PairingDetails } from './PairingDetails';
import { Part } from './Part';

/** Where folders are given, and how their files were paired. */
export function GiveSection() {
  const ports = usePorts();
  const [asks, setAsks] = useState(false);
  const { isBusy, isReading, pairs, withTruth, leftovers, hasSources, kept } = useAppState(
    (state) => ({
      isBusy: isRunning(state),
      isReading: state.evaluation.isReading,
      pairs: state.evaluation.pairing.pairs.length,
      withTruth: state.evaluation.pairing.pairs.filter(({ truth }) => truth !== null).length,
      leftovers: state.evaluation.pairing.leftovers.length,
      hasSources: state.evaluation.sources.length > 0 || state.evaluation.unread.length > 0,
      kept: state.evaluation.kept,
    }),
  );
  return (
    <Part title="Pictures and truths">
      {kept !== null && (
        <div className={shared.note} role="status" aria-label="Earlier evaluation">
          <Text size="sm">
            An evaluation of <strong>{kept.folder}</strong>{' '}
            {kept.done < kept.total
              ? `stopped at ${formatCount(kept.done)} of ${formatCount(kept.total)} pictures. Give the same files again to go on from there.`
              : `of ${formatCount(kept.total)} pictures is kept. Give the same files again to see it.`}
          </Text>
          <Button size="compact-sm" variant="default" onClick={() => setAsks(true)}>
            Forget it
          </Button>
          <Question
            title="Forget this evaluation?"
            opened={asks}
            onClose={() => setAsks(false)}
            leave="Keep it"
            act="Forget it"
            onAct={() => {
              void forgetEvaluation(ports);
              focusPlace();
            }}
          >
            Its figures and masks are removed from this device. The files themselves stay where they
            are.
          </Question>
        </div>
      )}
      <GiveFiles
        title={
          hasSources ? 'Drop more here, or choose' : 'Drop a folder, two folders or a ZIP here'
        }
        isBusy={isBusy}
        onFiles={(files, role) => void takeFolder(ports, files, role)}
      >
        <FolderButton
          label="Folder of masks made elsewhere"
          size="compact-sm"
          variant="subtle"
          disabled={isBusy}
          onFiles={(files) => void takeFolder(ports, files, 'mask')}
        >
          Masks made elsewhere
        </FolderButton>
      </GiveFiles>
      <div className={shared.line} role="status" aria-label="Pairs">
        {isReading && <Loader size={14} aria-hidden />}
        {isReading && <Text size="sm">Reading what was given</Text>}
        {!isReading && hasSources && (
          <Text size="sm" className="tabular">
            {pairs === 0
              ? 'Nothing here can be evaluated: no picture was found, or no pair'
              : `${formatCounted(pairs, 'picture')}, ${formatCount(withTruth)} with a truth`}
            {leftovers > 0 && `; ${formatCounted(leftovers, 'file')} left over`}
          </Text>
        )}
        {hasSources && !isBusy && (
          <Button size="compact-sm" variant="subtle" onClick={() => clearFolder(ports)}>
            Start over
          </Button>
        )}
      </div>
      <PairingDetails />
    </Part>
  );
}
