import { Button, Group } from '@mantine/core';
import { takeTruth } from '@/app/flows/takeTruth';
import type { CaseTruth } from '@/app/store/types';
import { describeFailure } from '@/app/ui/messages';
import { ChooseFiles } from '@/app/ui/parts/ChooseFiles';
import { formatShare } from '@/app/ui/parts/formatNumbers';
import { MessageBox } from '@/app/ui/parts/MessageBox';
import { usePorts } from '@/app/ui/usePorts';
import classes from './Inspector.module.css';

/** A truth that does not fit as it is: what is odd about it, and the ways on. */
export function TruthQuestion({
  caseId,
  truth,
}: {
  readonly caseId: string;
  readonly truth: Extract<CaseTruth, { status: 'asks' }>;
}) {
  const ports = usePorts();
  const { file, question, options } = truth;
  const other = (
    <ChooseFiles
      label="Ground truth file"
      size="compact-sm"
      variant="default"
      onFiles={([chosen]) => chosen !== undefined && void takeTruth(ports, caseId, chosen)}
    >
      Choose another file
    </ChooseFiles>
  );

  if (question.kind === 'size-differs') {
    const { size, pictureSize } = question;
    const detail = `The truth is ${size.width} × ${size.height}, the picture ${pictureSize.width} × ${pictureSize.height}.`;
    return (
      <MessageBox message={describeFailure({ code: 'truth-size-differs', detail })}>
        <Group mt="xs" gap="xs">
          <Button
            size="compact-sm"
            onClick={() => void takeTruth(ports, caseId, file, { ...options, resize: true })}
          >
            Resize the truth
          </Button>
          {other}
        </Group>
      </MessageBox>
    );
  }

  const detail = 'The truth is in colours, not in grey.';
  return (
    <MessageBox message={describeFailure({ code: 'truth-in-colours', detail })}>
      <Group mt="xs" gap="xs">
        {question.colours.map(({ rgb, share }) => {
          const hex = `#${rgb.toString(16).padStart(6, '0')}`;
          return (
            <Button
              key={hex}
              size="compact-sm"
              variant="default"
              leftSection={<span className={classes.swatch} style={{ background: hex }} />}
              onClick={() => void takeTruth(ports, caseId, file, { ...options, lesionColour: rgb })}
            >
              {hex}, {formatShare(share)}
            </Button>
          );
        })}
        {other}
      </Group>
    </MessageBox>
  );
}
