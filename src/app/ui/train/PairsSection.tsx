import { Button, Group, Loader, Text } from '@mantine/core';
import { casesWithTruth, clearPairs, takeOpenCases, takePairs } from '@/app/flows/takePairs';
import { isTraining } from '@/app/store/training';
import { FolderButton } from '@/app/ui/evaluate/FolderButton';
import { Part } from '@/app/ui/evaluate/Part';
import { formatCount } from '@/app/ui/parts/formatNumbers';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import { isUsable } from '@/core/dataset/checks';
import { PairChecks } from './PairChecks';
import classes from './Train.module.css';

/** Where pairs are given, and what was found in them. */
export function PairsSection() {
  const ports = usePorts();
  const { isBusy, reading, pictures, leftovers, openCases } = useAppState((state) => ({
    isBusy: isTraining(state) || state.training.reading !== null,
    reading: state.training.reading,
    pictures: state.training.pictures,
    leftovers: state.training.leftovers.length,
    openCases: casesWithTruth(state).length,
  }));
  const usable = pictures.filter(isUsable).length;
  const isEmpty = pictures.length === 0 && leftovers === 0;
  return (
    <Part title="Pictures and truths">
      <div className={classes.drop}>
        <Text fw={600}>
          {isEmpty ? 'Drop a folder or a ZIP here' : 'Drop more here, or choose'}
        </Text>
        <Group gap="xs" justify="center">
          <FolderButton
            label="Folder of pictures and truths"
            disabled={isBusy}
            onFiles={(files) => void takePairs(ports, files)}
          >
            Choose a folder
          </FolderButton>
          <FolderButton
            label="Picture files or a ZIP"
            isFolder={false}
            variant="default"
            disabled={isBusy}
            onFiles={(files) => void takePairs(ports, files)}
          >
            Choose files or a ZIP
          </FolderButton>
        </Group>
        <Group gap="xs" justify="center">
          <FolderButton
            label="Folder of truths"
            size="compact-sm"
            variant="subtle"
            disabled={isBusy}
            onFiles={(files) => void takePairs(ports, files, 'truth')}
          >
            Truths from another folder
          </FolderButton>
          {openCases > 0 && (
            <Button
              size="compact-sm"
              variant="subtle"
              disabled={isBusy}
              onClick={() => void takeOpenCases(ports)}
            >
              {openCases === 1
                ? 'Take the open case with a truth'
                : `Take the ${formatCount(openCases)} open cases with a truth`}
            </Button>
          )}
        </Group>
      </div>
      <div className={classes.line} role="status" aria-label="Pairs">
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
            {usable === 0 ? 'No pair can be used.' : count(usable, 'pair')}
            {pictures.length > usable && `, ${formatCount(pictures.length - usable)} left out`}
            {leftovers > 0 && `; ${count(leftovers, 'file')} left over`}
          </Text>
        )}
        {!isEmpty && !isBusy && (
          <Button size="compact-sm" variant="subtle" onClick={() => clearPairs(ports)}>
            Start over
          </Button>
        )}
      </div>
      <PairChecks />
    </Part>
  );
}

function count(number: number, noun: string): string {
  return `${formatCount(number)} ${noun}${number === 1 ? '' : 's'}`;
}
