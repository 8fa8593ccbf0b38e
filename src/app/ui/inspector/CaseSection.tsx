import { Button, Text } from '@mantine/core';
import { closeForNow } from '@/app/flows/reopenCase';
import { saveTaken } from '@/app/flows/saveCase';
import { retryCase } from '@/app/flows/takeFiles';
import { openCase } from '@/app/store/selectors';
import { EngineFailure } from '@/app/ui/header/EngineFailure';
import { describeFailure } from '@/app/ui/messages';
import { formatElapsed } from '@/app/ui/parts/formatNumbers';
import { MessageBox } from '@/app/ui/parts/MessageBox';
import { Section } from '@/app/ui/parts/Section';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import { isCameraName } from '@/core/naming/cameraName';
import classes from './Inspector.module.css';

/** Which picture it is, how large, and what made its outline. */
export function CaseSection() {
  const ports = usePorts();
  const one = useAppState(openCase);
  const engine = useAppState((state) => state.engine);
  if (one === null) return null;
  const { picture, progress } = one;
  const isReduced = picture !== null && picture.decodedSize.width < picture.size.width;
  return (
    <Section
      title="Picture"
      aside={
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          onClick={() => void closeForNow(ports, one.id)}
        >
          Close
        </Button>
      }
    >
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {one.file.name}
      </Text>
      <Text size="xs" className={`tabular ${classes.quiet}`}>
        {picture === null
          ? progress.status === 'failed'
            ? 'Not opened'
            : 'Opening'
          : `${picture.size.width} × ${picture.size.height} px`}
        {progress.status === 'done' &&
          ` · ${progress.madeWith.modelName} network, ${formatElapsed(progress.madeWith.elapsedMs)}`}
      </Text>
      {isCameraName(one.file.name) && (
        <Button mt={4} size="compact-sm" variant="default" onClick={() => saveTaken(ports)}>
          Save the picture
        </Button>
      )}
      {isReduced && (
        <Text size="xs" mt={4} className={classes.quiet}>
          Shown at {picture.decodedSize.width} × {picture.decodedSize.height} px, because it is very
          large. The mask has the full size.
        </Text>
      )}
      {progress.status === 'failed' && (
        <MessageBox message={describeFailure(progress.failure, one.file.name)}>
          <Button mt="xs" size="compact-sm" onClick={() => void retryCase(ports, one.id)}>
            Try again
          </Button>
        </MessageBox>
      )}
      {progress.status === 'waiting' && engine.status === 'failed' && (
        <EngineFailure failure={engine.failure} />
      )}
    </Section>
  );
}
