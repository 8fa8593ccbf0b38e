import { Button, Loader, Text } from '@mantine/core';
import { useState } from 'react';
import {
  casesCorrected,
  casesWithTruth,
  clearPairs,
  takeOpenCases,
  takePairs,
} from '@/app/flows/takePairs';
import { isOnlyHere, isTraining } from '@/app/store/training';
import { GiveFiles } from '@/app/ui/evaluate/GiveFiles';
import { Part } from '@/app/ui/evaluate/Part';
import { formatCount, formatCounted } from '@/app/ui/parts/formatNumbers';
import { Question } from '@/app/ui/parts/Question';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import { isUsable } from '@/core/dataset/checks';
import shared from '@/app/ui/parts/Place.module.css';
import { PairChecks } from './PairChecks';

/** Where pairs are given, and what was found in them. */
export function PairsSection() {
  const ports = usePorts();
  const [asks, setAsks] = useState(false);
  const { isBusy, reading, pictures, leftovers, openCases, corrected, wouldForget } = useAppState(
    (state) => ({
      wouldForget: isOnlyHere(state.training),
      isBusy: isTraining(state) || state.training.reading !== null,
      reading: state.training.reading,
      pictures: state.training.pictures,
      leftovers: state.training.leftovers.length,
      openCases: casesWithTruth(state).length,
      corrected: casesCorrected(state).length,
    }),
  );
  const usable = pictures.filter(isUsable).length;
  const isEmpty = pictures.length === 0 && leftovers === 0;
  return (
    <Part title="Pictures and truths">
      <GiveFiles
        title={isEmpty ? 'Drop a folder or a ZIP here' : 'Drop more here, or choose'}
        isBusy={isBusy}
        onFiles={(files, role) => void takePairs(ports, files, role)}
      >
        {openCases + corrected > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            // its words are too many for one line of a phone
            h="auto"
            py={4}
            maw="100%"
            styles={{ label: { whiteSpace: 'normal', lineHeight: 1.4 } }}
            disabled={isBusy}
            onClick={() => void takeOpenCases(ports)}
          >
            {nameOpenCases(openCases, corrected)}
          </Button>
        )}
      </GiveFiles>
      <div
        className={shared.line}
        role="status"
        aria-label="Pairs"
        aria-live={reading === null ? 'polite' : 'off'}
      >
        {reading !== null && <Loader size={14} aria-hidden />}
        {reading !== null && (
          <Text size="sm" className="tabular">
            {reading.total === 0
              ? 'Reading what was given'
              : `Reading pair ${formatCount(reading.done + 1)} of ${formatCount(reading.total)}`}
          </Text>
        )}
        {reading === null && !isEmpty && (
          <Text size="sm" className="tabular">
            {usable === 0 ? 'No pair can be used' : formatCounted(usable, 'pair')}
            {pictures.length > usable && `, ${formatCount(pictures.length - usable)} left out`}
            {leftovers > 0 && `; ${formatCounted(leftovers, 'file')} left over`}
          </Text>
        )}
        {!isEmpty && !isBusy && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => (wouldForget ? setAsks(true) : void clearPairs(ports))}
          >
            Start over
          </Button>
        )}
      </div>
      <PairChecks />
      <Question
        title="Start over?"
        opened={asks}
        onClose={() => setAsks(false)}
        leave="Leave it"
        act="Start over"
        onAct={() => void clearPairs(ports)}
      >
        What the last training learned has not been kept under a name, and there was no room to keep
        it otherwise. It is forgotten.
      </Question>
    </Part>
  );
}

/** The outlines that were corrected by hand are truths too, where no other is given. */
function nameOpenCases(withTruth: number, corrected: number): string {
  const all = withTruth + corrected;
  const kinds = [
    ...(withTruth > 0 ? ['a truth'] : []),
    ...(corrected > 0 ? ['a corrected outline'] : []),
  ].join(' or ');
  return `Take the ${all === 1 ? 'open case' : `${formatCount(all)} open cases`} with ${kinds}`;
}
