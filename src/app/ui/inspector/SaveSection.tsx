import { Button, Group, Text } from '@mantine/core';
import { savePicture, saveScores } from '@/app/flows/saveCase';
import { openCase } from '@/app/store/selectors';
import { Section } from '@/app/ui/parts/Section';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './Inspector.module.css';

/** What can be taken away. */
export function SaveSection() {
  const ports = usePorts();
  const { canSave, hasScores } = useAppState((state) => {
    const one = openCase(state);
    return { canSave: one?.progress.status === 'done', hasScores: (one?.scores ?? null) !== null };
  });
  return (
    <div className={classes.save}>
      <Section title="Save">
        <Group gap={6} className={classes.saveButtons} wrap="nowrap">
          <Button size="sm" disabled={!canSave} onClick={() => void savePicture(ports, 'mask')}>
            Mask
          </Button>
          <Button
            size="sm"
            variant="default"
            disabled={!canSave}
            onClick={() => void savePicture(ports, 'overlay')}
          >
            Overlay
          </Button>
          <Button
            size="sm"
            variant="default"
            disabled={!canSave}
            onClick={() => void savePicture(ports, 'figure')}
          >
            Figure
          </Button>
          <Button
            size="sm"
            variant="default"
            disabled={!canSave || !hasScores}
            onClick={() => saveScores(ports)}
          >
            Scores
          </Button>
        </Group>
        <Text size="xs" mt="xs" className={classes.quiet}>
          Mask, overlay and figure are PNG, the scores CSV. The mask is 8-bit grey, 0 or 255,
          exactly the picture’s size. Nothing of the picture’s own metadata is saved.
        </Text>
      </Section>
    </div>
  );
}
