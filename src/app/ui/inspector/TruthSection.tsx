import { Button, Group, Text } from '@mantine/core';
import { useRef } from 'react';
import { removeTruth, takeTruth } from '@/app/flows/takeTruth';
import { openCase } from '@/app/store/selectors';
import { describeFailure } from '@/app/ui/messages';
import { ChooseFiles } from '@/app/ui/parts/ChooseFiles';
import { formatShare } from '@/app/ui/parts/formatNumbers';
import { MessageBox } from '@/app/ui/parts/MessageBox';
import { Section } from '@/app/ui/parts/Section';
import { ScoresTable } from '@/app/ui/scores/ScoresTable';
import { ThresholdPlot } from '@/app/ui/scores/ThresholdPlot';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './Inspector.module.css';
import { TruthQuestion } from './TruthQuestion';

/** The ground truth of the open case and the scores against it. */
export function TruthSection() {
  const ports = usePorts();
  const one = useAppState(openCase);
  const section = useRef<HTMLElement>(null);
  if (one === null) return null;
  const { id, truth } = one;
  const choose = (files: readonly File[]) => {
    if (files[0] !== undefined) void takeTruth(ports, id, files[0]);
  };
  const remove = () => {
    void removeTruth(ports, id);
    section.current?.focus({ preventScroll: true }); // the button goes with the truth
  };
  return (
    <Section
      ref={section}
      title="Ground truth and scores"
      aside={
        truth.status !== 'none' && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={remove}>
            Remove
          </Button>
        )
      }
    >
      {truth.status === 'none' && (
        <>
          <Text size="sm" mb="xs" className={classes.quiet} style={{ overflowWrap: 'anywhere' }}>
            Drop a mask named after the picture ({stem(one.file.name)}_segmentation.png), or choose
            one.
          </Text>
          <ChooseFiles label="Ground truth file" variant="default" size="sm" onFiles={choose}>
            Choose a ground truth
          </ChooseFiles>
        </>
      )}
      {truth.status !== 'none' && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {truth.file.name}
        </Text>
      )}
      {truth.status === 'taken' && (
        <>
          <Text size="xs" className={classes.quiet}>
            {describeTruth(truth)}
            {truth.border === 'ragged' && ` ${RAGGED}`}
          </Text>
          <ScoresTable />
          <ThresholdPlot />
        </>
      )}
      {truth.status === 'asks' && <TruthQuestion caseId={id} truth={truth} />}
      {truth.status === 'failed' && (
        <MessageBox message={describeFailure(truth.failure, truth.file.name)}>
          <Group mt="xs">
            <ChooseFiles label="Ground truth file" size="compact-sm" onFiles={choose}>
              Choose another file
            </ChooseFiles>
          </Group>
        </MessageBox>
      )}
    </Section>
  );
}

const RAGGED =
  'Its border is ragged, as where a program grew it. Outlines drawn by hand are smoother and often lie further out: against one, the scores may differ.';

function describeTruth(truth: {
  readonly lesionPx: number;
  readonly totalPx: number;
  readonly resized: boolean;
}): string {
  const resized = truth.resized ? ', resized to the picture by nearest neighbour' : '';
  if (truth.lesionPx === 0) {
    return `It marks no lesion: recall counts as 1, and Dice is 0 unless the mask is empty too${resized}.`;
  }
  if (truth.lesionPx === truth.totalPx) {
    return `It marks the whole picture as lesion: specificity counts as 1${resized}.`;
  }
  return `It marks ${formatShare(truth.lesionPx / truth.totalPx)} of the picture as lesion${resized}.`;
}

function stem(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
